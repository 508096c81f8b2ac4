/// The layers of one document. A handful at most, so a list beats a dictionary.
struct LayerStore: Sendable {
  private struct Slot: Sendable {
    let type: ObjectIdentifier
    let pointsIntoText: Bool
    var layer: any Layer
    /// A slot that is not in use keeps its layer's memory for the next document.
    var isPresent: Bool
  }

  private var slots: [Slot] = []

  /// Whether a layer is dropped when the text changes. One of ranges is, whatever it says of itself.
  static func pointsIntoText(_ type: any Layer.Type) -> Bool { type.pointsIntoText || type is any RangeLayer.Type }

  func get<L: Layer>(_ type: L.Type) -> L? {
    for index in slots.indices where slots[index].isPresent && slots[index].type == ObjectIdentifier(type) {
      return Self.unwrapped(slots[index].layer)
    }
    return nil
  }

  func get(named name: String) -> (any Layer)? {
    for index in slots.indices where slots[index].isPresent && Swift.type(of: slots[index].layer).name == name {
      return slots[index].layer
    }
    return nil
  }

  /// Takes a layer out so that it can be changed in place; an absent one comes empty, with its old memory.
  mutating func take<L: Layer>(_ type: L.Type) -> L {
    for index in slots.indices where slots[index].type == ObjectIdentifier(type) {
      var layer: L = Self.unwrapped(slots[index].layer)
      // Taken out first, so that clearing finds its memory unshared and keeps it.
      slots[index].layer = L()
      if !slots[index].isPresent { layer.clear() }
      return layer
    }
    return L()
  }

  mutating func set<L: Layer>(_ layer: L) {
    let type = ObjectIdentifier(L.self)
    if let index = slots.firstIndex(where: { $0.type == type }) {
      if slots[index].isPresent {
        slots[index].layer = layer
        return
      }
      // A layer's place is that of this document, whatever earlier ones had.
      var slot = slots.remove(at: index)
      slot.layer = layer
      slot.isPresent = true
      slots.append(slot)
      return
    }
    slots.append(Slot(type: type, pointsIntoText: Self.pointsIntoText(L.self), layer: layer, isPresent: true))
  }

  /// A layer as its own type, which a slot's ``Slot/type`` must say it is: a cast would ask the runtime each time.
  private static func unwrapped<L: Layer>(_ layer: any Layer) -> L {
    func open<Own: Layer>(_ own: Own) -> L {
      precondition(Own.self == L.self)
      // The same type, as was just checked.
      return unsafe unsafeBitCast(own, to: L.self)
    }
    return open(layer)
  }

  mutating func remove(_ type: any Layer.Type) {
    for index in slots.indices where slots[index].type == ObjectIdentifier(type) { slots[index].isPresent = false }
  }

  mutating func removeAll(pointingIntoTextOnly: Bool) {
    for index in slots.indices where !pointingIntoTextOnly || slots[index].pointsIntoText {
      slots[index].isPresent = false
    }
  }

  var present: [any Layer] { slots.filter(\.isPresent).map(\.layer) }
}
