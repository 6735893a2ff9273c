import Teaching

extension Chinese: CommandTexts {
  func title(of heading: HelpHeading) -> String {
    switch heading {
    case .overview: ""
    case .usage: "用法："
    case .arguments: "参数："
    case .options: "选项："
    case .commands: "命令："
    }
  }

  func values(_ values: [String], standard: String?) -> String {
    let parts = [
      values.isEmpty ? nil : "可取 \(values.joined(separator: "、"))",
      standard.map { "默认 \($0)" },
    ]
    return "（\(parts.compactMap { $0 }.joined(separator: "；"))）"
  }

  var isStandard: String { "（默认）" }

  func details(by command: String) -> String { "每个命令的说明：\(command)" }
  func moreHelp(by command: String) -> String { "详细说明：\(command)" }

  func abstract(of command: CommandName) -> String {
    switch command {
    case .raftlab: "Raft 共识算法的终端实验室。"
    case .open: "在本终端打开实验室（默认命令）。"
    case .etcd: "在本机启动真实的 etcd 成员，用同一界面观察和操作。"
    case .play: "播放一节课或其他脚本。"
    case .test: "无界面运行脚本，报告其中的预期是否成立。"
    case .lessons: "列出内置的课程；或打印其中一课的源文件，作为自己编写的起点。"
    case .check: "用许多种子注入随机故障，寻找破坏安全性或活性的运行。"
    case .explore: "不计时间，列出接下来可能发生的事，或搜索到达目标的最短路径。"
    case .bench: "测量本机上模拟运行得多快。"
    case .log: "打印一次运行，每个事件一行：种子和操作相同，输出就逐字节相同。"
    case .rules: "打印 Raft 的规则：名称、论文章节、内容，以及哪些可以关闭。"
    case .keys: "打印所有按键及其作用。"
    case .picture: "打印按下若干键之后的屏幕，格式为 SVG 或文本；不需要终端。"
    case .resume: "从上次停下的地方继续上一次运行，或指定的一次。"
    case .replay: "逐个事件重放一个会话，并校验结果一致。"
    case .sessions: "列出保存的运行；可清理、生成分享码或导出为脚本。"
    case .record: "把脚本或按键录制成 asciicast、动画 SVG、静态画面或文本。"
    case .export: "把一次运行写成其他程序能读的格式。"
    case .themes: "列出配色主题，并附色样。"
    case .experiment: "测量随机性的影响：对若干种设置各做许多次试验，输出表格和图。"
    case .merge: "合并分开完成的各份结果：实验、随机检验、一组目标。"
    case .fate: "从运行的各个时刻看，每种结局有多大可能，以及结局在哪里确定。"
    case .config: "打印当前的设置和按键，以及它们来自哪些文件。"
    }
  }

  func discussion(of command: CommandName) -> String {
    switch command {
    case .raftlab, .open, .rules, .keys: ""
    case .etcd:
      """
      成员只监听本机回环地址，各自位于一个代理之后；代理看得到每条 Raft 消息，也能暂扣、丢弃或延迟它。按键的作用与实验室相同：\
      k 强行结束进程，z 让它暂停，p 分割网络，w 写入。屏幕上只有确实看到的东西：消息、磁盘、成员的回答；定时器看不到，\
      显示为未知。程序无论怎样结束，成员都随之结束。

      观察到的内容都写入文件（raftlab sessions）：S 以一个名称保存，raftlab replay 不需要 etcd 就能打开，raftlab record 和 \
      raftlab export 也可以读取。

      --attach 查看已在运行的集群：角色、任期、投票、提交和应用的索引，由成员每秒回答十次。看不到消息、日志和客户端。

      需要先安装 etcd：`apt-get install etcd-server`；该软件包会启动一个服务，再运行 `systemctl disable --now etcd`
      """
    case .lessons:
      """
      以内置课程为起点编写自己的课程：编辑器按 schema 边写边检查，再用课程里的预期验证。
      raftlab lessons --show election > mine.yaml
      raftlab lessons --schema > script.schema.json
      raftlab test mine.yaml
      """
    case .play: "所有课程名都可以用编号代替：raftlab play 3"
    case .test: "退出码：全部成立为 0，有不成立的为 1，有脚本无法读取为 2。"
    case .check:
      """
      每个种子是一次独立的运行：其间有宕机、写到一半的磁盘、慢磁盘、暂停、网络分区、消息丢失、重复和\
      延迟、时钟漂移，客户端同时在写入和读取。每个事件之后都检查各项安全性质。最后恢复全部故障，\
      只有已宕机的少数派仍不重启：此后须在 20 个选举超时内选出领导者，再在 60 个内确认一次写入；待全部\
      服务器重启，再在 100 个内让所有日志和状态机一致，并且领导者不再更换。Raft 并不承诺这样的时间；\
      这些期限是两万个种子中最慢者所需时间的两倍以上。一旦发现问题，就给出能触发它的最短操作序列，退出码为 1。\
      同一个种子在任何机器上都得到同样的运行。

      每个种子还会抽取图 2 之外的功能，其中五分之二一项也不打开；--features 可以另行指定。

      raftlab check --without up-to-date-check --save found.yaml
      raftlab play found.yaml
      """
    case .explore:
      """
      探索不考虑时间：任何传输中的消息都可能最先到达，任何定时器都可能到期。没有 --goal 时，按服务器列出\
      接下来可能发生的一切、各自带来的变化，以及让它发生的操作。有目标时按广度优先搜索，用的就是处处都在运行的\
      同一份服务器代码，所以找到的路径最短。路径按事件逐个讲述；其中每个操作都是模拟的操作，模拟自己的检查器\
      也确认了结果。

      violation [PROPERTY]       图 3 的某项安全性质被违反
      S2 leads [in term 3]       服务器成为领导者；S2 cannot win：会有太多服务器拒绝投票给它
      two leaders                同时有两个领导者；可加 `in one term` 或 `in term 2`
      entry 5 committed          条目已提交；lost：其位置提交了另一个条目；可写 entry 5 of term 3
      x=2 committed [in term 3]  领导者得知这次写入已提交

      如果界限之内没有这样的路径，就给出一共有多少个状态，以及哪些规则从未触发。退出码：没有路径为 0，\
      找到为 1，脚本无法读取或无法探索为 2，在得出结论之前被按键或限额停止为 3。

      raftlab explore --without one-vote-per-term --goal violation --save found.yaml
      raftlab explore --goal 'S2 leads in term 2'
      raftlab explore write --goal 'S2 leads'
      """
    case .bench:
      """
      五台服务器的平稳集群，每 100 毫秒虚拟时间写入一次：一轮只含协议和网络，\
      一轮加上安全检查和历史；各运行 5,000 秒虚拟时间，取最快的一次；\
      再测一百万个事件的历史占多少内存、随机跳转 1,000 次要多久；然后测探索找到状态有多快，单核与双核；\
      最后用所有核做实验 figure-16 的全部试验，以及从一次 300 个事件的运行的 40 个时刻各抽取 1,000 个未来。\
      全程约一分钟。用 --etcd 600 则改为启动真实成员，像 raftlab etcd 那样观察。
      """
    case .log:
      """
      操作由时刻（微秒）和内容组成，例如 "@500000 crash S1"、\
      "@700000 write x=3" 或 "@900000 split S1 S2 | S3 S4 S5"。到时无法执行的操作会被跳过。
      """
    case .picture:
      """
      按键的名称与 `raftlab keys` 所列相同，后加 * 和次数表示连按：
      raftlab picture --keys 'space*12 w n' > screen.svg
      """
    case .resume:
      """
      屏幕上的每次运行都会保留：每次操作都先写入会话记录，再显示。无论上次怎样结束，都从那里继续，\
      分支也都还在。
      """
    case .replay:
      """
      退出码：每个事件都相同为 0，本版本的结果不同为 1，会话无法读取为 2。\
      不加 --plain 就作为一次新的运行在屏幕上打开。
      """
    case .sessions:
      """
      会话记录在 ~/.local/state/raftlab/sessions（XDG_STATE_HOME），\
      以名称保存的会话在 ~/.local/share/raftlab/sessions（XDG_DATA_HOME）。\
      所有脚本都可以用会话的名称或分享码代替：raftlab record two-leaders -o two-leaders.cast
      列表中 * 表示正在使用，! 表示末尾残缺或无法读取。
      """
    case .record:
      """
      文件名的结尾决定格式：.cast、.svg 或 .txt。同样的脚本和选项，得到的文件逐字节相同。

      raftlab record election -o election.cast
      raftlab record --keys 'n n mark:A_write w n' --show-keys -o write.svg
      raftlab record election --still 2 -o chapter-2.svg
      """
    case .export:
      """
      jsonl    每个事件一行 JSON：规则、依据、变化（--schema 给出说明）
      shiviz   带向量时钟的日志，可在 https://bestchai.bitbucket.io/shiviz 打开
      mermaid  时序图；--show 选择画什么；文件名以 .md 结尾时放进代码块
      history  客户端的请求和响应，写成 Jepsen 的 EDN，可交给 Knossos 之类的线性一致性检查器判断；\
      --key 只取一个寄存器
      csv      每个事件之后每台服务器的状态

      有的程序根据开头若干行猜测 JSON 行的类型：客户端写入之前 `operation` 全是 null。请让它读完全部行，\
      如 DuckDB 的 read_json('run.jsonl', sample_size=-1)。

      raftlab export election --as mermaid -o election.mmd
      raftlab export --keys 'n n w*3 n 5s' --as history -o history.edn
      """
    case .themes:
      """
      主题就是公开发布的 base16 或 base24 配色文件。把自己的放进 ~/.config/raftlab/themes/，这里和\
      屏幕上的 T 键就会列出它们；也可以直接写文件名：raftlab --theme some-scheme.yaml
      """
    case .experiment:
      """
      不写名称就列出内置的实验。以其中一个为起点编写自己的实验：
      raftlab experiment figure-16 --show > mine.yaml
      raftlab experiment mine.yaml --trials 100 --svg mine.svg

      同一个文件在任何机器、任何核数上结果都相同。一台机器不够时可以分成几份，再用 raftlab merge 合并，\
      结果逐字节相同：
      raftlab experiment mine.yaml --shard 1/2 --json > part-1.json

      退出码：有步骤无法执行为 1，文件无法读取为 2。
      """
    case .fate:
      """
      在若干时刻各抽取许多个未来：先执行 reseed，然后在相同的时间执行相同的操作。所有未来同时结束：最后一个\
      事件之后，再过最长选举超时时间的两倍。统计那时的领导者、最近的写入是否提交、是否违反安全性质，以及 --ask \
      给出的条件（写法与脚本的 expect 相同）。比例变化大的地方会增加时刻，直到查明是哪个事件。比例都附有 95% \
      置信区间。

      raftlab fate split-votes
      raftlab fate --keys 'n n w n k n' --ask 'leader S2 and S2 term >= 3' --csv fate.csv
      """
    case .merge:
      """
      experiment、check、explore --goals 加 --shard 和 --json 打印的各份结果，以任意顺序合并成一台机器会打印的\
      报告，退出码也相同。

      raftlab merge part-*.json
      """
    case .config:
      """
      打印出来的内容本身就是一份设置文件：\
      mkdir -p ~/.config/raftlab && raftlab config > ~/.config/raftlab/config.yaml
      """
    }
  }
}
