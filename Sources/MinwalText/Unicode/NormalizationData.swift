import CUnicode

/// Combining classes, full decompositions (Hangul syllables apart) and primary composites: the tables of `CUnicode`. Each
/// use copies one.
enum NormalizationData {
  static let version = unsafe String(cString: tables.version)

  static var combiningClassIndex: [UInt8] { unsafe values(of: tables.combining_class_index) }

  static var canonicalIndex: [UInt8] { unsafe values(of: tables.canonical_index) }
  static var canonicalBlocks: [UInt16] { unsafe values(of: tables.canonical_blocks) }
  static var canonicalPool: [UInt32] { unsafe values(of: tables.canonical_pool) }

  static var compatibleIndex: [UInt8] { unsafe values(of: tables.compatible_index) }
  static var compatibleBlocks: [UInt16] { unsafe values(of: tables.compatible_blocks) }
  static var compatiblePool: [UInt32] { unsafe values(of: tables.compatible_pool) }

  static var compositions: [UInt32] { unsafe values(of: tables.compositions) }

  private static var tables: minwal_normalization { unsafe minwal_normalization_tables() }

  private static func values<Value: BitwiseCopyable>(of table: minwal_table) -> [Value] {
    unsafe Array(UnsafeRawBufferPointer(start: table.start, count: table.size).bindMemory(to: Value.self))
  }
}
