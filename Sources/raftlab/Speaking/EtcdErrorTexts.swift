#if RealEtcd
  import RealEtcd
  import Teaching

  // Why a cluster of real members cannot be had, each with what would be right.
  extension EtcdError {
    var english: String {
      switch self {
      case .notInstalled:
        "etcd is not installed: apt-get install etcd-server, then systemctl disable --now etcd, since "
          + "the package starts a service that is not needed here. Or name another with --etcd PATH."
      case .noProgram(let path): "\(path) is no program that can be run: name the etcd itself."
      case .noVersion(let path, let says):
        "\(path) does not say which version of etcd it is, but: \(says.isEmpty ? "nothing" : says)"
      case .tooOld(let version):
        "etcd \(version) is too old: 3.4 is the first that this works with."
      case .memberCount(let count): "\(count) members cannot be: it is 1 to 9."
      case .badPace(let pace):
        "heartbeat \(pace.heartbeat) ms and election timeout \(pace.election) ms cannot be: etcd wants "
          + "at least 5 heartbeats in an election timeout, and 50,000 ms at most."
      case .noFolder(let path, let reason): "The folder \(path) cannot be made: \(reason)."
      case .diskFull(let folder, let free, let needed):
        "The disk of \(folder) has \(free) MB left, and the members need \(needed): 123 MB each. Free "
          + "some, or set TMPDIR to a folder with more."
      case .portTaken(let port):
        "Port \(port) was taken by another program in the moment before its use: start again."
      case .doesNotStart(let member, let says):
        "Member \(member) does not start. The last that it says: \(says.isEmpty ? "nothing" : says)"
      case .noProcess(let path, let reason): "\(path) cannot be started: \(reason)."
      case .noLeader(let after): "No leader was elected within \(after) ms."
      case .folderInUse(let path):
        "The folder \(path) belongs to a cluster that runs; it is not removed."
      case .badURL(let url, let place, let fault):
        "URL \(place), \(url.harmless): \(fault.english) Right would be http://127.0.0.1:2379."
      case .sameURL(let url): "\(url.harmless) is named twice: name each member once."
      case .sameMember(let first, let second):
        "\(first.harmless) and \(second.harmless) lead to the same member: name each once."
      case .nobodyAnswers(let urls):
        "Nobody answers at \(urls.map(\.harmless).joined(separator: ", ")): is it where a member serves its "
          + "clients (--listen-client-urls), and does it run?"
      case .noEtcd(let url):
        "What answers at \(url.harmless) is no etcd: name the address where a member serves its clients, not "
          + "other members."
      case .otherCluster(let first, let second):
        "\(first.harmless) and \(second.harmless) lead to different clusters: name members of one."
      }
    }

    var chinese: String {
      switch self {
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
      case .badURL(let url, let place, let fault):
        "第 \(place) 个 URL \(url.harmless)：\(fault.chinese)正确的写法如 http://127.0.0.1:2379。"
      case .sameURL(let url): "\(url.harmless) 写了两次：每个成员只写一次。"
      case .sameMember(let first, let second):
        "\(first.harmless) 和 \(second.harmless) 是同一个成员：每个成员只写一次。"
      case .nobodyAnswers(let urls):
        "\(urls.map(\.harmless).joined(separator: "、")) 都没有应答：请确认这是成员服务客户端的地址（--listen-client-urls），"
          + "且成员正在运行。"
      case .noEtcd(let url):
        "\(url.harmless) 的应答不是 etcd 的：请写成员服务客户端的地址，而不是成员之间通信的地址。"
      case .otherCluster(let first, let second):
        "\(first.harmless) 和 \(second.harmless) 属于不同的集群：请写同一个集群的成员。"
      }
    }
  }

  extension ClientURL.Fault {
    fileprivate var english: String {
      switch self {
      case .encrypted: "it is encrypted, and only plain HTTP is spoken."
      case .scheme: "it does not begin with http://."
      case .elsewhere(let host):
        "\(host.harmless) is not this machine, and only 127.0.0.1 is spoken to."
      case .port(let port): "“\(port.harmless)” is no port from 1 to 65535."
      case .path(let path): "behind the port nothing may follow, and “\(path.harmless)” does."
      }
    }

    fileprivate var chinese: String {
      switch self {
      case .encrypted: "使用了加密，而这里只支持普通 HTTP。"
      case .scheme: "没有以 http:// 开头。"
      case .elsewhere(let host): "\(host.harmless) 不是本机，只能连接 127.0.0.1。"
      case .port(let port): "“\(port.harmless)”不是 1 到 65535 的端口。"
      case .path(let path): "端口之后多了“\(path.harmless)”。"
      }
    }
  }
#endif
