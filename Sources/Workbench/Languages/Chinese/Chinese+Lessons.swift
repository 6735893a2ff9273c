import Teaching

extension Chinese: LessonLabels {
  package func step(_ number: Int, of count: Int) -> String { "第 \(number) 步，共 \(count) 步" }
  package func tally(_ right: Int, of count: Int) -> String { "猜对 \(right)/\(count)" }
  package func cameTrue(_ right: Int, of count: Int) -> String {
    let line = "\(count) 次预测中有 \(right) 次与事实相符。"
    return switch count - right {
    case 0: line
    case count: line + "这些问题值得回头再看。"
    default: line + "其余的值得回头再看。"
    }
  }
  package func handsWereRight(_ right: Int, of count: Int) -> String {
    "共举手 \(count) 次，其中 \(right) 次预见了结果。"
  }
  package var away: String { "你在自己的分支上。按 Esc 回到课程。" }
  package var over: String { "课程到此结束。按 L 列出其他课程，按 Esc 离开。" }
  package var playing: String { "正在进行；按空格跳过" }
  package var countHands: String { "每个选项有多少人举手：输入数字，然后按 Enter。" }
  package func guessed(_ choice: String) -> String { "你的预测：\(choice)。请看。" }
  package func right(_ answer: String) -> String { "正如你所说：\(answer)。" }
  package func itWas(_ answer: String) -> String { "结果是：\(answer)。" }
  package func itWas(_ answer: String, guessed choice: String) -> String {
    "结果是：\(answer)。你的预测：\(choice)。"
  }
  package var lessons: String { "课程" }
  package var chapters: String { "章节" }
  package var resumed: String { "上次学到这里。按 C 列出章节。" }
  package var left: String { "课程停在你离开的地方：按 L，再按 Enter。" }
  package var notBegun: String { "还什么都没有发生。" }
  package func failed(_ text: String) -> String { "与脚本的预期不符：\(text)" }
  package var lessonPrompt: String { "选择课程：" }
  package var chapterPrompt: String { "选择章节：" }
}
