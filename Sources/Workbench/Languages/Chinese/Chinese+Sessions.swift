import Teaching

extension Chinese: SessionLabels {
  package func titlePrompt(_ typed: String) -> String { "保存。标题：\(typed)▏" }
  package func namePrompt(_ typed: String) -> String { "保存为：\(typed)▏" }
  package func occupied(_ name: String) -> String {
    "已有名为“\(name)”的会话。再按 Enter 覆盖，或输入别的名称。"
  }
  package var untitled: String { "请输入标题。" }
  package var unnamed: String { "请输入文件名。" }
  package var sessions: String { "会话" }
  package var sessionPrompt: String { "选择会话：" }
  package var savedScript: String { "已保存" }
  package func seen(_ program: String, members: Int, kilobytes: Int) -> String {
    "\(program)，\(members) 个成员，\(kilobytes) kB"
  }
  package func seenOpened(_ program: String, events: Int) -> String {
    "\(program) 的 \(events) 条观察记录。Home 回到开头，r 重新播放。"
  }
  package func recordingRecovered(_ files: [String]) -> String {
    "上次录制被中断，已录部分保存在 \(files.joined(separator: "，"))。"
  }
  package var openingEnded: String { "已停止打开；当前的运行不变。" }
  package func notRead(_ file: String, reason: String) -> String { "没有读取：\(file)：\(reason)" }
  package var shareCode: String { "分享码" }
  package var sharePrompt: String { "供复制的分享码。" }
  package func aboutCode(
    characters: Int, extent: SessionEntry.Extent, isOffered: Bool
  ) -> String {
    "分享码包含整次运行：\(extent.events) 个事件，\(extent.acts) 次操作，\(extent.branches) 个分支，"
      + "共 \(characters) 个字符。raftlab replay '分享码' 可以重放；中间换行不影响。"
      + (isOffered
        ? "已请终端复制到剪贴板（OSC 52），终端可能不理会；这时请选中复制，鼠标此时由终端处理。"
        : "请选中并复制，鼠标此时由终端处理。")
  }
}
