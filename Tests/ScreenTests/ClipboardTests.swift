import Foundation
import Testing

@testable import Screen

@Suite("The clipboard") struct ClipboardTests {
  @Test("bytes are written as everybody else writes them in base 64")
  func base64() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 97 + 13) }
      #expect(Clipboard.base64(of: bytes) == Data(bytes).base64EncodedString())
    }
  }

  @Test("a request is one sequence, with nothing of the text as it is")
  func request() {
    let request = Clipboard.request(for: "rl1-\u{1B}]x")
    #expect(request.hasPrefix("\u{1B}]52;c;") && request.hasSuffix("\u{1B}\\"))
    #expect(request.unicodeScalars.count { $0.value == 0x1B } == 2)
  }
}
