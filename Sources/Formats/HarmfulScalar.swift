extension Unicode.Scalar {
  /// Whether it could do something to a terminal, or make a text read as something else.
  package var isHarmful: Bool {
    switch properties.generalCategory {
    case .control, .surrogate, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      true
    // Signs that nobody sees; but one joins the pictures of a family to one.
    case .format: value != 0x200D
    default: false
    }
  }
}
