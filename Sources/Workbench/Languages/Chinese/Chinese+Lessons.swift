import Teaching

extension Chinese: LessonLabels {
  package func step(_ number: Int, of count: Int) -> String { "第 \(number) 步，共 \(count) 步" }
  package func tally(_ right: Int, of count: Int) -> String { "答对 \(right)/\(count)" }
  package func cameTrue(_ right: Int, of count: Int) -> String {
    let line = "\(count) 次预测答对 \(right) 次。"
    return switch count - right {
    case 0: line
    case count: line + "建议回看这些问题。"
    default: line + "建议回看其余的问题。"
    }
  }
  package func handsWereRight(_ right: Int, of count: Int) -> String {
    "共 \(count) 人次举手，\(right) 人次答对。"
  }
  package var away: String { "你在自己的分支上。按 Esc 回到课程。" }
  package var over: String { "课程到此结束。按 L 列出其他课程，按 Esc 退出。" }
  package var playing: String { "播放中；按空格键跳过" }
  package var countHands: String { "每个选项有多少人举手：输入数字，然后按 Enter。" }
  package func guessed(_ choice: String) -> String { "你的预测：\(choice)。看结果。" }
  package func right(_ answer: String) -> String { "答对了：\(answer)。" }
  package func itWas(_ answer: String) -> String { "结果是：\(answer)。" }
  package func itWas(_ answer: String, guessed choice: String) -> String {
    "结果是：\(answer)。你的预测：\(choice)。"
  }
  package var lessons: String { "课程" }
  package var chapters: String { "章节" }
  package var resumed: String { "上次学到这里。按 C 列出章节。" }
  package func needsMembers(_ name: String) -> String {
    "这一课使用真实的 etcd 成员：请运行 raftlab play \(name)。"
  }
  package var left: String { "进度已保留：按 L，再按 Enter 继续。" }
  package var notBegun: String { "还没有任何事件。" }
  package func failed(_ text: String) -> String { "与脚本的预期不符：\(text)" }
  package var lessonPrompt: String { "选择课程：" }
  package var chapterPrompt: String { "选择章节：" }
}
