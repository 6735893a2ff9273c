/// A large part of a value that stands apart from it: a copy of the whole takes a reference to it and
/// none of its fields. It is copied itself when it is changed while another whole has it too.
///
/// For parts that most keys leave alone: the whole is copied for every frame.
@propertyWrapper
package struct Boxed<Value: Sendable>: @unchecked Sendable {
  /// Changed only where one whole alone has it.
  private final class Box {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  package init(wrappedValue: Value) { box = Box(wrappedValue) }

  package var wrappedValue: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}
