/// A field of a record of comma-separated values (RFC 4180), which may hold any text.
enum CSVField {
  /// In quotes where a comma, a quote or a line break is in it.
  static func text(of value: String) -> String {
    guard value.contains(where: { ",\"\r\n".contains($0) }) else { return value }
    return "\"" + value.replacing("\"", with: "\"\"") + "\""
  }
}
