import Teaching

/// What a language says about sessions on the screen.
package protocol SessionLabels: Sendable {
  // Saving under a name.
  func titlePrompt(_ typed: String) -> String
  func namePrompt(_ typed: String) -> String
  func occupied(_ name: String) -> String
  var untitled: String { get }
  var unnamed: String { get }

  // The list.
  var sessions: String { get }
  var sessionPrompt: String { get }
  /// What is said of a saved script in the list.
  var savedScript: String { get }
  func recordingRecovered(_ files: [String]) -> String

  func notRead(_ file: String, reason: String) -> String

  // The share code.
  var shareCode: String { get }
  var sharePrompt: String { get }
  func aboutCode(characters: Int, extent: SessionEntry.Extent) -> String
}

extension Language {
  /// What this language says about sessions on the screen.
  package var sessionLabels: any SessionLabels {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}

extension English: SessionLabels {
  package func titlePrompt(_ typed: String) -> String { "Save. Title: \(typed)▏" }
  package func namePrompt(_ typed: String) -> String { "Save as: \(typed)▏" }
  package func occupied(_ name: String) -> String {
    "There is a session “\(name)” already. Enter again replaces it; or type another name."
  }
  package var untitled: String { "Type what it is to be called." }
  package var unnamed: String { "Type a name for its file." }
  package var sessions: String { "Sessions" }
  package var sessionPrompt: String { "Choose a session:" }
  package var savedScript: String { "saved" }
  package func recordingRecovered(_ files: [String]) -> String {
    "A recording was cut short; as far as it went it is \(files.joined(separator: ", "))."
  }
  package func notRead(_ file: String, reason: String) -> String {
    "Not read: \(file): \(reason)"
  }
  package var shareCode: String { "Share code" }
  package var sharePrompt: String { "Select the code and copy it." }
  package func aboutCode(characters: Int, extent: SessionEntry.Extent) -> String {
    "This is the whole run: \(count(extent.events, "event")), \(count(extent.acts, "act")), "
      + "\(extent.branches) \(extent.branches == 1 ? "branch" : "branches"), in \(characters) "
      + "characters. raftlab replay 'CODE' repeats it; breaks between lines do not matter. The "
      + "mouse is the terminal's meanwhile."
  }
}

extension Chinese: SessionLabels {
  package func titlePrompt(_ typed: String) -> String { "保存。标题：\(typed)▏" }
  package func namePrompt(_ typed: String) -> String { "保存为：\(typed)▏" }
  package func occupied(_ name: String) -> String {
    "已有名为“\(name)”的会话。再按 Enter 覆盖它，或输入别的名字。"
  }
  package var untitled: String { "请输入标题。" }
  package var unnamed: String { "请输入文件名。" }
  package var sessions: String { "会话" }
  package var sessionPrompt: String { "选择会话：" }
  package var savedScript: String { "已保存" }
  package func recordingRecovered(_ files: [String]) -> String {
    "有一次录制中断；已录的部分在 \(files.joined(separator: "，"))。"
  }
  package func notRead(_ file: String, reason: String) -> String { "没有读取：\(file)：\(reason)" }
  package var shareCode: String { "分享码" }
  package var sharePrompt: String { "选中分享码并复制。" }
  package func aboutCode(characters: Int, extent: SessionEntry.Extent) -> String {
    "这是整个运行：\(extent.events) 个事件，\(extent.acts) 次操作，\(extent.branches) 个分支，"
      + "共 \(characters) 个字符。raftlab replay '分享码' 重放它；换行无妨。此时鼠标归终端使用。"
  }
}
