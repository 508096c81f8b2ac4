import Glibc
import Minwal

/// The names in a folder, sorted by their bytes, in little memory: a million short names take some 20 MB.
///
/// A folder's name ends in a slash, so that walking the sorted list yields paths in the order of their bytes.
struct NameList {
  private var bytes = ByteBuffer()
  /// Start of each name; its end is the next zero byte.
  private var starts: [UInt32] = []

  /// The starts of names that are symbolic links.
  private var links: Set<UInt32> = []

  var count: Int { starts.count }

  /// Lists a folder without its hidden entries (whose names begin with a dot), unless `includesHidden`.
  init(folder: String, includesHidden: Bool) throws(FileSystem.Failure) {
    let descriptor = try FileSystem.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY, for: "list")
    guard let stream = unsafe fdopendir(descriptor) else {
      let failure = FileSystem.Failure("list", folder)
      FileSystem.close(descriptor)
      throw failure
    }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let kind = unsafe entry.pointee.d_type
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if name.first == UInt8(ascii: ".") {
        guard includesHidden, name != [0x2E], name != [0x2E, 0x2E] else { continue }
      }
      let start = UInt32(bytes.count)
      starts.append(start)
      bytes.append(name.span)
      let kinds = kinds(Int(kind), folder, name)
      if kinds.isLink { links.insert(start) }
      if kinds.isFolder { bytes.append(UInt8(ascii: "/")) }
      bytes.append(0)
    }
    sort()
  }

  /// A name.
  subscript(index: Int) -> String {
    let start = Int(starts[index])
    let end = bytes.span.firstIndex(of: 0, from: start) ?? bytes.count
    return String(pathBytes: bytes.span.extracting(start..<end))
  }

  /// Whether a name is a symbolic link.
  func isLink(_ index: Int) -> Bool { links.contains(starts[index]) }

  private func kinds(_ kind: Int, _ folder: String, _ name: [UInt8]) -> (isFolder: Bool, isLink: Bool) {
    if kind == Int(DT_DIR) { return (true, false) }
    guard kind == Int(DT_LNK) || kind == Int(DT_UNKNOWN) else { return (false, false) }
    let path = FileSystem.join(folder, String(pathBytes: name.span))
    let isLink = kind == Int(DT_LNK) || (try? FileSystem.status(path, followingLinks: false).kind) == .link
    return ((try? FileSystem.status(path).kind) == .folder, isLink)
  }

  private mutating func sort() {
    let bytes = bytes
    starts.sort { a, b in
      var (left, right) = (Int(a), Int(b))
      while bytes[left] == bytes[right], bytes[left] != 0 {
        left += 1
        right += 1
      }
      return bytes[left] < bytes[right]
    }
  }
}
