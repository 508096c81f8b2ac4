import CLinux

/// Memory for messages between a run and its child processes.
///
/// Each batch and each result takes some hundred kilobytes for a moment. By default, the allocator gives blocks of that
/// size back to the system and asks for them again with the next message; the page faults cost a third of the run's
/// time.
enum MessageMemory {
  /// Lets the allocator keep a few such blocks.
  static func keep() {
    mallopt(M_MMAP_THRESHOLD, 4 << 20)
    mallopt(M_TRIM_THRESHOLD, 32 << 20)
  }
}
