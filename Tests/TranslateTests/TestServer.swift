import Foundation
import Minwal
import MinwalTestSupport

/// A server that speaks LibreTranslate's protocol, and goes wrong in ways that the path of the address chooses.
final class TestServer {
  static let isPossible = ProgramProblem("python3", in: "") == nil

  private let folder: TemporaryFolder
  private let process: Process
  let port: Int

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.script, to: "server.py")
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "server.py"]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var patience = 600
    while !folder.has("port"), patience > 0 {
      usleep(50_000)
      patience -= 1
    }
    guard let port = Int(try folder.read("port")) else { throw CocoaError(.fileReadCorruptFile) }
    self.port = port
  }

  deinit {
    // Threads of tests block SIGTERM, and what they start inherits that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func url(_ mode: String) -> String { "http://127.0.0.1:\(port)/\(mode)" }

  /// What was asked so far: the paths and the JSON.
  func requests() throws -> [(path: String, body: [String: Any])] {
    guard folder.has("log") else { return [] }
    return try folder.read("log").split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      let body = try JSONSerialization.jsonObject(with: Data(parts[1].utf8)) as? [String: Any]
      return (String(parts[0]), body ?? [:])
    }
  }

  private static let script = #"""
    import base64, json, os, threading, time, urllib.parse
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    counts = {}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self, status, value, headers={}):
            body = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            for name, text in headers.items(): self.send_header(name, text)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            mode = self.path.split("/")[1]
            with lock:
                count = counts[mode] = counts.get(mode, 0) + 1
                with open("log", "a") as log: log.write(self.path + " " + json.dumps(request) + "\n")
            texts = request["q"]
            good = {"translatedText": ["[%s>%s] %s" % (request["source"], request["target"], t) for t in texts]}
            if mode.startswith("flaky") and count <= 2: return self.answer(503, {"error": "busy"})
            if mode.startswith("limit") and count == 1: return self.answer(429, {"error": "Slowdown"}, {"Retry-After": "9999999999999" if mode.endswith("-long") else "7"})
            if mode == "down": return self.answer(503, b"<html>down</html>")
            if mode == "slow": time.sleep(3)
            if mode == "garbage": return self.answer(200, b"<html>\xff</html>")
            if mode == "nothing": return self.answer(200, {})
            if mode == "fewer": return self.answer(200, {"translatedText": good["translatedText"][1:]})
            if mode == "key" and request.get("api_key") != "secret": return self.answer(403, {"error": "Invalid API key"})
            if mode == "broken": self.close_connection = True; return
            if mode == "stumble" and any("bad" in t for t in texts): return self.answer(500, {"error": "oh"})
            if mode == "refuse" and any("bad" in t for t in texts): return self.answer(400, {"error": "not supported"})
            if mode == "redirect": return self.answer(302, b"", {"Location": "/ok/translate"})
            if mode.startswith("echo"):
                body = json.dumps(request)
                spelled = [body, self.headers.get("Authorization", ""), urllib.parse.quote(request.get("api_key", "")),
                    base64.b64encode(body.encode()).decode()]
                text = " and ".join(["key " + request.get("api_key", "")] + spelled + ["\x1b[31m"])
                status = int(mode[5:])
                return self.answer(status, text.encode() if status == 200 else {"error": text})
            if mode == "huge": return self.answer(200, b" " * (70 << 20))
            self.answer(200, good)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    open("port.new", "w").write(str(server.server_address[1]))
    os.rename("port.new", "port")
    server.serve_forever()
    """#
}
