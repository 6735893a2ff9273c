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
    case .raftlab: "在终端里做 Raft 共识算法的实验。"
    case .open: "在本终端打开实验室（默认命令）。"
    case .play: "播放一课，或别的脚本。"
    case .test: "不开屏幕运行脚本，报告其中的预期是否成立。"
    case .lessons: "列出内置的课程；或打印其中一课的源文件，作为自己编写的起点。"
    case .check: "用许多种子注入随机故障，寻找被违反的安全性质。"
    case .bench: "测量本机上模拟运行得多快。"
    case .log: "打印一次运行，每个事件一行：同样的种子和外来动作，输出逐字节相同。"
    case .rules: "打印 Raft 的规则：名称、章节、原意，以及哪些可以关闭。"
    case .keys: "打印所有按键及其作用。"
    case .picture: "打印按下若干键之后的屏幕，格式为 SVG 或文本；不需要终端。"
    case .resume: "从上次离开的地方继续上一次运行，或指定的一次。"
    case .replay: "逐个事件重放一个会话，并加以证明。"
    case .sessions: "列出保留下来的运行；清理；取分享码，或存为脚本。"
    case .record: "把脚本或按键录制成 asciicast、动画 SVG、静止画面或文本。"
    case .export: "把一次运行写成其他程序能读的格式。"
    case .themes: "列出配色主题，并附色样。"
    case .config: "打印现用的设置和按键，以及它们来自哪些文件。"
    }
  }

  func discussion(of command: CommandName) -> String {
    switch command {
    case .raftlab, .open, .rules, .keys: ""
    case .lessons:
      """
      从内置的一课写出自己的课：编辑器读取 schema，一边写一边检查；再由课中的预期检查。
      raftlab lessons --show election > mine.yaml
      raftlab lessons --schema > script.schema.json
      raftlab test mine.yaml
      """
    case .play: "凡是写课程名的地方，写它的编号也行：raftlab play 3"
    case .test: "全部成立时以 0 结束；有不成立的以 1 结束；有脚本读不了则以 2 结束。"
    case .check:
      """
      每个种子是一次独立的运行：其间有崩溃、暂停、网络分裂、消息丢失、重复和迟到、快慢不准的时钟，\
      客户端同时在写入和读取。每个事件之后都检查各项安全性质。一旦被违反，就说出导致它的最少的动作，\
      并以状态 1 结束。同一个种子在任何机器上都得到同样的运行。
      """
    case .bench:
      """
      五台服务器的平稳集群，每 100 毫秒虚拟时间写入一次：一次只有协议和网络，一次加上安全检查和历史，\
      各运行 5,000 秒虚拟时间，取三次中最快的一次；然后是一百万个事件的历史所占的内存，以及在其中任意\
      跳转 1,000 次所用的时间。全程不到一分钟。
      """
    case .log:
      """
      外来动作由时刻（微秒）和内容组成，例如 "@500000 crash S1"、"@700000 write x=3" 或 \
      "@900000 split S1 S2 | S3 S4 S5"。到了时刻却做不成的动作会被略过。
      """
    case .picture:
      """
      按键的名称与 `raftlab keys` 所列相同，后加 * 和次数表示连按：
      raftlab picture --keys 'space*12 w n' > screen.svg
      """
    case .resume:
      """
      屏幕上的每次运行都会保留：每次操作在显示之前就已写入日志。无论上次怎样结束，都从那里继续，\
      分支也都还在。
      """
    case .replay:
      """
      每个事件都相同时以 0 结束；本版本走了另一条路时以 1 结束；读不了会话时以 2 结束。不加 --plain \
      就作为一次新的运行在屏幕上打开。
      """
    case .sessions:
      """
      日志在 ~/.local/state/raftlab/sessions（XDG_STATE_HOME），以名字保存的会话在 \
      ~/.local/share/raftlab/sessions（XDG_DATA_HOME）。凡是写脚本的地方，写会话的名字或分享码也行：\
      raftlab record two-leaders -o two-leaders.cast
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
      mermaid  时序图；--show 选择画什么
      history  客户端问了什么、得到什么答复，写成 Jepsen 的 EDN，可交给 Knossos 之类的线性一致性\
      检查器判断；--key 只取一个寄存器
      csv      每个事件之后每台服务器的状态

      raftlab export election --as mermaid -o election.mmd
      raftlab export --keys 'n n w*3 n 5s' --as history -o history.edn
      """
    case .themes:
      """
      主题就是公开发布的 base16 或 base24 配色文件。把自己的放进 ~/.config/raftlab/themes/，这里和\
      屏幕上的 T 键就会列出它们；也可以直接写文件名：raftlab --theme some-scheme.yaml
      """
    case .config:
      """
      打印出来的内容本身就是一份设置文件：\
      mkdir -p ~/.config/raftlab && raftlab config > ~/.config/raftlab/config.yaml
      """
    }
  }
}
