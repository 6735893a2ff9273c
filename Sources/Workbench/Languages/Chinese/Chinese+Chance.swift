import Simulation
import Teaching

extension Chinese: ChanceLabels {
  package var fateTitle: String { "可能的未来" }
  package func fateWindow(events: Int) -> String { "\(events) 个事件" }
  package func fateProgress(percent: Int) -> String { "已完成 \(percent)%" }
  package var fateStopped: String { "已停止：按 % 继续" }
  package var noFate: String { "只有模拟的运行才能尝试不同的未来。" }
  package func uncertainNotice(_ question: String) -> String {
    "“\(question)”尚未确定：在最后一个事件，比例既不在 99% 以上，也不在 1% 以下。"
  }
  package func noSuchFuture(_ question: String, isOther: Bool) -> String {
    isOther ? "从这里开始，每个未来都是：\(question)。" : "从这里开始，没有哪个未来是：\(question)。"
  }
  package func future(_ question: String, isOther: Bool, branch: Int) -> String {
    "分支 \(branch)：\(isOther ? "不出现" : "出现")“\(question)”的一个未来。操作相同，种子不同；可以单步查看，按 b 返回。"
  }
  package var endIt: String { "停止" }
  package var goBack: String { "返回" }

  package var experimentsTitle: String { "实验" }
  package func trialsDone(_ done: Int, of total: Int) -> String { "已完成 \(done) / \(total) 次试验" }
  package var chooseExperiment: String {
    "选择一个实验，按 Enter 开始；按 f 打开文件里的实验（docs/experiments.zh.md）。"
  }
  package func experimentPrompt(_ typed: String) -> String { "实验文件：\(typed)▏" }
  package var nothingMeasured: String { "还没有结果：按 Enter 开始。" }

  package var timingTitle: String { "时间参数" }
  package var timingPrompt: String { "上下键选择旋钮，左右键调节。" }
  package func dialEnd(_ dial: String) -> String { "“\(dial)”已到尽头。" }
}
