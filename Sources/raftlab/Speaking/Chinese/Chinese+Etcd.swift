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

  #if RealEtcd
    func text(of error: EtcdError) -> String {
      switch error {
      case .notInstalled:
        "没有安装 etcd：apt-get install etcd-server；该软件包会启动一个服务，再运行 systemctl disable --now etcd。"
          + "也可以用 --etcd 指定另一个程序的路径。"
      case .noProgram(let path): "\(path) 不是可以运行的程序：请指定 etcd 本身。"
      case .noVersion(let path, let says):
        "\(path) 没有说明自己是哪个版本的 etcd，只输出：\(says.isEmpty ? "（无）" : says)"
      case .tooOld(let version): "etcd \(version) 太旧：最低支持 3.4。"
      case .memberCount(let count): "不能有 \(count) 个成员：可取 1 到 9。"
      case .badPace(let pace):
        "心跳 \(pace.heartbeat) ms、选举超时 \(pace.election) ms 不可用：etcd 要求选举超时至少为心跳的 5 倍，且不超过 50000 ms。"
      case .noFolder(let path, let reason): "无法建立文件夹 \(path)：\(reason)。"
      case .diskFull(let folder, let free, let needed):
        "\(folder) 所在磁盘只剩 \(free) MB，而成员共需 \(needed) MB（每个 123 MB）。请腾出空间，或用 TMPDIR 指定空间更大的文件夹。"
      case .portTaken(let port): "端口 \(port) 在使用前的一刻被其他程序占用：请重新启动。"
      case .doesNotStart(let member, let says):
        "成员 \(member) 无法启动。它最后输出：\(says.isEmpty ? "（无）" : says)"
      case .noProcess(let path, let reason): "无法启动 \(path)：\(reason)。"
      case .noLeader(let after): "\(after) ms 内没有选出领导者。"
      case .folderInUse(let path): "文件夹 \(path) 属于一个正在运行的集群，未删除。"
      }
    }

    func lines(of report: RandomActs.Report) -> [String] {
      let undecided = report.undecided.map(\.description).joined(separator: "、")
      return [
        "操作 \(report.acts) 次，其中 \(report.refused) 次被拒绝；客户端请求 \(report.operations) 次，得到响应 "
          + "\(report.answered) 次",
        "显示为已提交的条目有 \(report.committed) 个",
      ]
        + (undecided.isEmpty ? [] : ["键 \(undecided) 结果未知的请求太多，无法判断是否线性一致"])
        + report.faults.map(text(of:))
        + (report.faults.isEmpty ? ["通过：这些条目在每个成员上，得到响应的写入都在，客户端得到的结果线性一致"] : [])
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

    func leftBehind(_ folders: [String]) -> String {
      "以前的运行被强行结束，留下了 \(folders.joined(separator: " "))：用 --remove-folders 删除。"
    }
  #endif
}
