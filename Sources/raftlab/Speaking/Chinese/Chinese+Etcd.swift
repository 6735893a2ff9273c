import ObservedEtcd
import Teaching

#if RealEtcd
  import KeyValue
  import RealEtcd
  import Simulation
#endif

extension Chinese: EtcdTexts {
  var builtWithoutEtcd: String {
    "这个 raftlab 构建时没有包含真实的 etcd。要包含它：构建时去掉 --disable-default-traits，"
      + "或用 swift build --traits RealEtcd。"
  }

  func onlyWithMembers(_ name: String) -> String {
    "\(name) 使用真实的 etcd 成员：raftlab play \(name) 在屏幕上启动它们，raftlab test \(name) 无界面运行。"
  }

  func leftOut(_ lesson: String, because reason: String) -> String {
    "\(lesson)：已跳过。\(reason)"
  }

  func keptSeen(_ path: String) -> String {
    "观察到的一切已保存：用 raftlab replay \(path.harmless) 打开。"
  }

  func text(of trouble: HistoryReading.ReadError) -> String {
    switch trouble {
    case .version(let version, let read):
      "这份记录是格式的第 \(version.harmless) 版；本程序读取第 \(read) 版。"
    case .noHeader: "第 1 行残缺或已损坏：应以 raftlab-history 1 开头，以校验码结尾。"
    case .badHeader(let error): "第 1 行：\(text(of: error))"
    case .tooLong(let limit): "观察记录超过 \(limit) 条：可用 --max-events 放宽。"
    }
  }

  func seenIsNoScript(_ name: String) -> String {
    "\(name) 是从真实集群观察到的记录，不能重新执行：用 raftlab replay 打开，raftlab record 和 raftlab export 也可以读取。"
  }

  #if RealEtcd
    func text(of error: EtcdError) -> String { error.chinese }

    func lines(of report: RandomActs.Report) -> [String] {
      let undecided = report.undecided.map(\.description).joined(separator: "、")
      return [
        "操作 \(report.acts) 次，其中 \(report.refused) 次被拒绝；客户端请求 \(report.operations) 次，得到响应 "
          + "\(report.answered) 次",
        "显示为已提交的条目有 \(report.committed) 个",
      ]
        + (undecided.isEmpty ? [] : ["键 \(undecided) 结果未知的请求太多，无法判断是否线性一致"])
        + report.faults.map(text(of:))
        + (report.faults.isEmpty
          ? ["通过：这些条目在每个成员上，得到响应的写入都在，\(undecided.isEmpty ? "" : "其余键上")客户端得到的结果线性一致"] : [])
    }

    func lines(of report: EtcdBench.Report) -> [String] {
      let memory = report.residentBytes.map { "常驻内存 \($0.megabytes) MB" } ?? "内存未知"
      let most =
        report.bytesPerObservation.map {
          "，每条观察记录 \(Int($0)) 字节：保留的 \(EtcdRecord.limit) 条共 "
            + "\(Int(report.mostBytes ?? 0).megabytes) MB"
        } ?? ""
      return [
        "etcd          \(report.version)",
        "首个领导者    启动后 \(report.leaderMilliseconds.tenths) ms 出现在屏幕上",
        "空闲          占一个核的 \(report.idlePercent.tenths) %，每秒 \(report.idleObservations.tenths) 条观察记录",
        "随机按键      \(report.seconds) 秒：占一个核的 \(report.busyPercent.tenths) %，"
          + "\(report.observations) 条观察记录",
        "帧            每 1,000 帧有 \(report.framesInTime.tenths) 帧不超过 16.7 ms；99.9 % 不超过 "
          + "\(report.p999FrameMilliseconds.tenths) ms，最长 \(report.longestFrameMilliseconds.tenths) ms，"
          + "共 \(report.frames) 帧",
        "从磁盘到屏幕  中位数 \(report.medianRowMilliseconds.tenths) ms，99.9 % 不超过 "
          + "\(report.p999RowMilliseconds.tenths) ms，读取之前另有最多 10 ms",
        "内存          \(memory)\(most)",
      ]
    }

    private func text(of fault: RandomActs.Fault) -> String {
      switch fault {
      case .lost(let index, let text, let server):
        "条目 \(index) 曾显示为已提交（任期 \(text)），但 \(server) 上没有"
      case .notWritten(let text): "\(text) 已得到响应，但不在任何日志里"
      case .unexplained(let operation): "没有任何操作顺序能解释 \(operation)"
      case .violated(let property): "违反：\(property.id)"
      case .noAgreement(let seconds): "全部恢复之后 \(seconds) 秒内，各成员没有达成一致"
      }
    }

    func untried(etcd version: String) -> String {
      "raftlab 没有用 etcd \(version) 试过：试过的是 3.4 和 3.5。"
    }

    func notWatched(_ members: [String]) -> String {
      "不在本机，因而没有询问：\(members.map(\.harmless).joined(separator: "、"))。"
    }

    func leftBehind(_ folders: [String]) -> String {
      "以前的运行被强行结束，留下了 \(folders.joined(separator: " "))：用 --remove-folders 删除。"
    }
  #endif
}
