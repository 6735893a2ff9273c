/// Bytes that are not what they ought to be.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where, counted from 0 in what was read.
  package let offset: Int
  package let fault: Fault

  package init(_ fault: Fault, at offset: Int) {
    self.fault = fault
    self.offset = offset
  }

  package enum Fault: Hashable, Sendable {
    /// It ends in the middle of something.
    case endsEarly
    /// A number of more than 64 bits.
    case numberTooLong
    /// A field with the number 0, or of a kind that no message of etcd has.
    case badField
    /// A field holds another kind of value than it should.
    case wrongKind(field: Int)
    /// A length that no sound sender means.
    case tooLong(UInt64)
    /// A frame of a form that nobody knows.
    case unknownForm(UInt8)
    /// A short form that says "as before" where nothing was before.
    case nothingBefore
    /// A type of Raft message that nobody knows.
    case unknownType(UInt64)
    /// A number that does not fit, or makes no sense where it stands.
    case badNumber(UInt64)
  }

  package var description: String {
    let what =
      switch fault {
      case .endsEarly: "it ends too early"
      case .numberTooLong: "a number has more than 64 bits"
      case .badField: "no such field can be"
      case .wrongKind(let field): "field \(field) holds another kind of value than it should"
      case .tooLong(let length): "a length of \(length) bytes cannot be meant"
      case .unknownForm(let form): "no frame begins with \(form)"
      case .nothingBefore: "a short form stands first"
      case .unknownType(let type): "no Raft message has type \(type)"
      case .badNumber(let number): "\(number) makes no sense here"
      }
    return "byte \(offset): \(what)"
  }
}
