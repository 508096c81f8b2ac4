import Glibc
import Minwal

/// The names in a folder, sorted by their bytes, in little memory: a million short names take some 20 MB.
///
/// A folder's name ends in a slash, so that walking the sorted list yields paths in the order of their bytes.
struct NameList {
  private var bytes = ByteBuffer()
  /// Start of each name; its end is the next zero byte.
  private var starts: [UInt32] = []

  var count: Int { starts.count }

  /// Lists a folder without its hidden entries (whose names begin with a dot), unless `includesHidden`.
  init(folder: String, includesHidden: Bool) throws(FileSystem.Failure) {
    guard let stream = unsafe (folder.isEmpty ? "." : folder).withPathBytes({ unsafe opendir($0) }) else {
      throw FileSystem.Failure("list", folder)
    }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let kind = unsafe entry.pointee.d_type
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if name.first == UInt8(ascii: ".") {
        guard includesHidden, name != [0x2E], name != [0x2E, 0x2E] else { continue }
      }
      starts.append(UInt32(bytes.count))
      bytes.append(name.span)
      if isFolder(kind, folder, name) { bytes.append(UInt8(ascii: "/")) }
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

  private func isFolder(_ kind: UInt8, _ folder: String, _ name: [UInt8]) -> Bool {
    switch Int(kind) {
    case Int(DT_DIR): return true
    case Int(DT_LNK), Int(DT_UNKNOWN):
      let path = FileSystem.join(folder, String(pathBytes: name.span))
      return (try? FileSystem.status(path).kind) == .folder
    default: return false
    }
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
