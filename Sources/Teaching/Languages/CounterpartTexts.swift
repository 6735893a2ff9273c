import Simulation

/// Why a real cluster cannot do something, and what comes closest.
extension Counterpart {
  package var english: String {
    switch self {
    case .stepping:
      "A real cluster goes on by itself: r stops all its processes, ← goes back to look at what was."
    case .timers:
      "No real timer can be run out by hand: l hands leadership over, i cuts a member off."
    case .partialWrites: "A real process is killed as it stands: what its disk has is not chosen."
    case .clocks: "The clock of a real member is the machine's, and is left alone."
    case .disks: "When and how fast a real disk writes cannot be set."
    case .duplicates: "Members hold TCP connections, which double nothing: hold a message instead."
    case .rules: "The rules of a real etcd are compiled into it: try this in the laboratory."
    case .repeating: "A real cluster goes on by itself, and never the same way twice."
    case .patience: "A request to a real member ends by its answer or its deadline."
    case .programs: "There are no programs outside here."
    case .past: "A real cluster has one past, which can only be looked at: End goes to the present."
    case .timing: "etcd takes its timing when a member starts; it cannot be changed while it runs."
    case .readingWays: "etcd reads linearizably, or serializably: choose one of these."
    case .snapshots:
      "No member of etcd takes a snapshot on demand: each does after so many entries."
    case .membership:
      "Members come and go by etcdctl member; X removes one, wipes its disk and adds it as a new one."
    case .recorded:
      "This is what was seen of a real cluster, and nothing more: ← and Home go back in it."
    case .attached:
      "This cluster was started by somebody else, and is only looked at: raftlab etcd starts one of your own."
    }
  }

  package var chinese: String {
    switch self {
    case .stepping: "真实集群自行运转：r 让全部进程停下，← 回看已经发生的事。"
    case .timers: "真实成员的定时器不能手动触发：l 转移领导权，i 隔离一个成员。"
    case .partialWrites: "真实进程只能强行结束：磁盘上留下什么不由我们决定。"
    case .clocks: "真实成员使用本机的时钟，不能改动。"
    case .disks: "真实磁盘何时写入、写得多快，都不能设定。"
    case .duplicates: "成员之间是 TCP 连接，不会重复消息：可以改为扣留一条消息。"
    case .rules: "真实 etcd 的规则已编译在程序里：请在实验室里尝试。"
    case .repeating: "真实集群自行运转，不会重复同样的过程。"
    case .patience: "对真实成员的请求只会因应答或期限而结束。"
    case .programs: "这里没有外部程序。"
    case .past: "真实集群只有一个过去，只能查看：按 End 回到当前。"
    case .timing: "etcd 的超时时间在成员启动时设定，运行中不能改变。"
    case .readingWays: "etcd 的读取分为线性一致读和串行读：请选择其中一种。"
    case .snapshots: "etcd 的成员不会按要求生成快照：每应用一定数量的条目才生成一次。"
    case .membership: "增减 etcd 的成员要用 etcdctl member；按 X 会移除一个成员，清空磁盘后作为新成员加入。"
    case .recorded: "这是从真实集群观察到的记录，不能改变：← 和 Home 可以回看。"
    case .attached: "这个集群不是由 raftlab 启动的，只能查看：用 raftlab etcd 启动自己的集群。"
    }
  }
}
