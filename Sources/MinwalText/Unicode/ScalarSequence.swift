/// A run of scalars on the way to a normal form: decompose, order, compose. The memory is used again and again.
///
/// Follows UAX #15 and sections 3.11 and 3.12 of The Unicode Standard. All steps are linear in the number of scalars,
/// however many marks follow one another.
public struct ScalarSequence: Sendable {
  /// A scalar with its canonical combining class.
  public struct Element: Hashable, Sendable {
    private let bits: UInt32
    /// Creates an element.
    public init(_ scalar: UInt32, combiningClass: UInt8) { bits = scalar | UInt32(combiningClass) << 24 }
    /// The scalar.
    public var scalar: UInt32 { bits & 0xFF_FFFF }
    /// Its canonical combining class.
    public var combiningClass: UInt8 { UInt8(truncatingIfNeeded: bits >> 24) }
  }

  /// The scalars.
  public var elements: [Element] = []
  private var sorted: [Element] = []
  private let tables = UnicodeNormalization.shared

  /// Creates an empty sequence.
  public init() {}

  /// Removes all scalars and keeps the memory.
  public mutating func clear() { elements.removeAll(keepingCapacity: true) }

  /// Adds a scalar as it is.
  public mutating func append(_ scalar: UInt32) {
    elements.append(Element(scalar, combiningClass: tables.combiningClass(of: scalar)))
  }

  /// Adds the full decomposition of a scalar.
  public mutating func append(decomposing scalar: UInt32, compatible: Bool) {
    if scalar < 0x80 {
      elements.append(Element(scalar, combiningClass: 0))
    } else {
      tables.decompose(scalar, compatible: compatible) { append($0) }
    }
  }

  /// Puts each run of marks into the order of their combining classes; marks of one class keep their order.
  public mutating func order() {
    var start = 0
    while start < elements.count {
      guard elements[start].combiningClass != 0 else {
        start += 1
        continue
      }
      var end = start + 1
      var isSorted = true
      while end < elements.count, elements[end].combiningClass != 0 {
        if elements[end].combiningClass < elements[end - 1].combiningClass { isSorted = false }
        end += 1
      }
      if !isSorted {
        if end - start <= 24 { insertionSort(start..<end) } else { countingSort(start..<end) }
      }
      start = end
    }
  }

  private mutating func insertionSort(_ range: Range<Int>) {
    for index in range.dropFirst() {
      let element = elements[index]
      var place = index
      Steps.count()
      while place > range.lowerBound, elements[place - 1].combiningClass > element.combiningClass {
        elements[place] = elements[place - 1]
        Steps.count()
        place -= 1
      }
      elements[place] = element
    }
  }

  private mutating func countingSort(_ range: Range<Int>) {
    Steps.count(range.count)
    var places = [Int](repeating: 0, count: 257)
    for index in range { places[Int(elements[index].combiningClass) + 1] += 1 }
    for value in 1..<places.count { places[value] += places[value - 1] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: elements[range])
    for element in sorted {
      let value = Int(element.combiningClass)
      elements[range.lowerBound + places[value]] = element
      places[value] += 1
    }
  }

  /// Replaces pairs by their primary composites; the sequence must be decomposed and in order.
  public mutating func compose() {
    var starter = -1
    var lastClass = -1  // of what stands between the starter and here; -1: nothing does
    var count = 0
    for index in elements.indices {
      Steps.count()
      let element = elements[index]
      let combiningClass = Int(element.combiningClass)
      if starter >= 0, lastClass < combiningClass || lastClass < 0,
        let composite = tables.composite(elements[starter].scalar, element.scalar)
      {
        elements[starter] = Element(composite, combiningClass: 0)
        continue
      }
      if combiningClass == 0 {
        starter = count
        lastClass = -1
      } else {
        lastClass = combiningClass
      }
      elements[count] = element
      count += 1
    }
    elements.removeLast(elements.count - count)
  }

  /// Replaces the content by the normal form of a text.
  public mutating func normalize(_ text: Span<UInt8>, _ form: NormalizationForm) {
    clear()
    var position = 0
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      append(decomposing: scalar, compatible: form.isCompatible)
      position += length
    }
    order()
    if form.composes { compose() }
  }

  /// Adds the UTF-8 of the scalars to a buffer.
  public func write(to buffer: inout ByteBuffer) {
    for element in elements {
      // Scalars come from valid UTF-8 and from Unicode's tables.
      if let scalar = Unicode.Scalar(element.scalar) { buffer.append(scalar) }
    }
  }
}
