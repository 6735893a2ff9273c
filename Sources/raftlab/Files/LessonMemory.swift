import Teaching
import Workbench

/// Where it is kept how far lessons were followed: a small file under `XDG_STATE_HOME`.
///
/// It is a convenience: when it cannot be read or written, lessons begin at the beginning.
enum LessonMemory {
  /// Bytes; far more than all lessons need.
  private static let sizeLimit = 1 << 20

  private static var folder: String? {
    Environment.folder("XDG_STATE_HOME", orInHome: ".local/state")
  }

  static func load(into laboratory: inout Laboratory) {
    guard let folder,
      let bytes = try? Descriptor.bytes(of: "\(folder)/lessons", upTo: sizeLimit, isPlain: true),
      let text = String(validating: bytes, as: UTF8.self)
    else { return }
    laboratory.lessonPlaces = LessonPlaces(text: text)
  }

  static func save(from laboratory: inout Laboratory) {
    let before = laboratory.lessonPlaces
    laboratory.rememberPlace()
    guard let folder, laboratory.lessonPlaces != before || laboratory.lesson != nil else { return }
    try? Descriptor.makeFolder(folder)
    try? AtomicFile.save(laboratory.lessonPlaces.text, to: "\(folder)/lessons", isReplacing: true)
  }
}
