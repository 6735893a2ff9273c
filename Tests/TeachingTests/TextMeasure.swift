/// How many columns a text takes on a terminal: two for a Chinese character or its punctuation.
func columns(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
}

/// Whether a text has a Chinese character in it.
func hasHan(_ text: String) -> Bool {
  text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x3000...0x303F, 0x4E00...0x9FFF, 0xFF00...0xFF60: true
  default: false
  }
}

/// The first place where Chinese and other text are not set apart as they should be: one space
/// between a Chinese character and a letter or digit, none between two Chinese characters.
func badSpacing(_ text: String) -> String? {
  let scalars = Array(text.unicodeScalars)
  for position in scalars.indices.dropFirst() {
    let before = scalars[position - 1]
    let here = scalars[position]
    let isTight =
      isHan(before) && isAlphanumeric(here) || isAlphanumeric(before) && isHan(here)
    let isLoose =
      here == " " && isHan(before) && position + 1 < scalars.count && isHan(scalars[position + 1])
    let isByPunctuation = here == " " && isWide(before) && !isHan(before)
    guard isTight || isLoose || isByPunctuation else { continue }
    let around = max(0, position - 4)..<min(scalars.count, position + 4)
    return String(String.UnicodeScalarView(scalars[around]))
  }
  return nil
}

private func isHan(_ scalar: Unicode.Scalar) -> Bool {
  (0x4E00...0x9FFF).contains(scalar.value)
}

private func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
}
