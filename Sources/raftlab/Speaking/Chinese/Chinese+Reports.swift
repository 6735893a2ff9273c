import RaftCore
import Simulation
import Teaching
import Workbench

extension Chinese {
  func text(of report: FileReport) -> String {
    switch report {
    case .saved(_, let files): "已保存：\(files.joined(separator: "、"))"
    case .failed(_, let file, let reason): "未能保存：\(file)：\(reason)"
    case .sessions, .experiment: ""
    }
  }

  var recordingProgress: String { "录制中" }
  var scriptProgress: String { "运行中" }
  var checkingProgress: String { "检查中" }
  var drawingProgress: String { "抽取未来" }
  var measuringProgress: String { "测量中" }

  func text(of line: CheckLine) -> String {
    switch line {
    case .found(.violation(let violation), let sentence):
      "违反：\(sentence.text)\n性质：\(violation.property.id)"
    case .found(.livenessFailure(let failure), let sentence):
      "失去活性：\(sentence.text)\n活性：\(failure.kind.id)"
    case .found(.believers, let sentence): "两个自认为是领导者：\(sentence.text)"
    case .seed(let seed): "种子：\(seed)"
    case .servers(let servers):
      "有关的服务器：\(servers.map(\.description).joined(separator: "、"))"
    case .cluster(let settings):
      "集群：\(settings.servers) 台服务器\(settings.spare > 0 ? "，另有 \(settings.spare) 台备用" : "")，每批至多 \(settings.batchLimit) 条，窗口 "
        + "\(settings.windowLimit)，写入磁盘 \(settings.timing.diskWrite) 微秒，客户端最多请求 "
        + "\(settings.timing.clientTries) 次，每次超时 \(settings.timing.clientTimeout) 微秒"
        + beyond(settings)
    case .acts(let count, let all): "操作（\(all) 个中的 \(count) 个），时刻单位为微秒："
    case .moment(.violation(let violation)):
      "违反的时刻：\(violation.time) 微秒，第 \(violation.event) 个事件"
    case .moment(.livenessFailure(let failure)):
      "恢复的时刻：\(failure.healedAt) 微秒；放弃等待的时刻：\(failure.time) 微秒，第 "
        + "\(failure.event) 个事件"
    case .moment(.believers(let believers)):
      "开始的时刻：\(believers.time) 微秒，第 \(believers.event) 个事件"
    case .again(let command): "重现：\(command)"
    case .summary(let report): summary(of: report)
    case .believers(let counts, let runs):
      "不止一个 pod 自认为是领导者：\(runs) 次运行中有 \(counts.runs) 次，共 \(counts.times) 回，"
        + "最长 \(counts.longest / 1000) 毫秒，合计 \(counts.total / 1000) 毫秒；接受了已被取代者的工作 "
        + "\(counts.lateWork) 次，最多迟了 \(counts.latest / 1000) 毫秒"
    case .saved(let path): "已保存：\(path)"
    case .progress(let rate): pace(rate)
    }
  }

  /// What is on beyond Figure 2, where something is.
  private func beyond(_ settings: Settings) -> String {
    guard !settings.features.isEmpty else { return "" }
    let names = settings.features.switchedOn.map(\.id).joined(separator: " ")
    let bound = ActNumber.decimal(settings.clockBound, of: 1000)
    let election = settings.election.map { "，选举 \($0.text)" } ?? ""
    return "，功能 \(names)，时钟速率之比上限 \(bound)" + election
  }

  private func summary(of report: Campaign.Report) -> String {
    var line =
      "检查了 \(report.seeds) 个种子，\(report.events) 个事件："
      + "\(report.violation == nil ? 0 : 1) 处违反安全性质，"
      + "\(report.livenessFailure == nil ? 0 : 1) 次失去活性"
    if report.outcome == nil, report.undecidedKeys > 0 {
      line += "，\(report.undecidedKeys) 个键无法判定"
    }
    return line
  }

  private func pace(_ rate: Double) -> String { "每秒 \(Campaign.text(of: rate)) 个事件" }

  func lines(of report: BenchReport) -> [String] {
    let history = report.history
    let memory = history.bytesPerEvent.map { "每个事件 \($0) 字节" } ?? "本机无法测量内存"
    return [
      "处理器      \(report.cpu)",
      "核心        \(line(for: report.core))",
      "检查与历史  \(line(for: report.checked))",
    ] + snapshots(report) + [
      "长历史      \(history.events) 个事件：\(memory)；\(history.seeks) 次跳转，中位数 "
        + "\(history.medianSeekMilliseconds) 毫秒，p99 \(history.p99SeekMilliseconds) 毫秒，最长 "
        + "\(history.longestSeekMilliseconds) 毫秒"
    ] + exploring(report) + [
      "图 16       \(line(for: report.experiment, "次试验"))",
      "可能的未来  \(line(for: report.fate, "个未来"))",
    ]
  }

  private func snapshots(_ report: BenchReport) -> [String] {
    guard let pace = report.snapshots else { return [] }
    return [
      "带快照      速度是不带快照的核心的 \(pace.factor) 倍（每 \(pace.interval) 个条目一份；"
        + "交替运行各 \(pace.tries) 次，取中位数）"
    ]
  }

  private func exploring(_ report: BenchReport) -> [String] {
    func line(_ name: String, _ pace: BenchReport.ExploringPace?) -> String? {
      pace.map {
        "\(name)每秒 CPU 时间 \($0.millionStates) M 个状态，\($0.millionSteps) M 步（"
          + "\($0.states) 个状态，每个 \($0.bytesPerState) 字节；\($0.tries) 次中最快）"
      }
    }
    var lines = [
      line("探索        ", report.exploring), line("含故障      ", report.faults),
    ]
    if let one = report.exploring, let two = report.twoCores {
      lines.append("双核        速度是单核的 \(two.factor(over: one)) 倍")
    }
    return lines.compactMap(\.self)
  }

  private func line(for batch: BenchReport.Batch, _ noun: String) -> String {
    "\(batch.runs) \(noun)，\(batch.events) 个事件：\(batch.cores) 核用时 \(batch.seconds) 秒，每秒 \(batch.millions) "
      + "百万个事件"
  }

  private func line(for pace: BenchReport.Pace) -> String {
    "每秒 CPU 时间模拟 \(Int(pace.simulatedSecondsPerCPUSecond)) 秒，"
      + "送达 \(pace.millions) M 条消息（\(pace.simulatedSeconds) 秒，\(pace.events) 个事件；"
      + "\(pace.tries) 次中最快，中位数 \(pace.medianPace)）"
  }

  func text(of line: ConfigLine) -> String {
    switch line {
    case .settings(let path, let state):
      "# 设置：\(path ?? "没有路径：HOME 不是绝对路径")"
        + (state == .missing ? "（没有这个文件）" : state == .leftOut ? "（未采用）" : "")
    case .themes(let folder, let count): "# 主题：\(folder)（\(count) 个配色）"
    }
  }

  func tone(isLight: Bool) -> String { isLight ? "浅色" : "深色" }
}
