import KeyValue
import Ncurses
import RaftCore
import Simulation
import Teaching
import Workbench

extension Chinese {
  var errorPrefix: String { "错误：" }
  var helpPrefix: String { "说明：" }

  func text(of mistake: UsageMistake) -> String {
    switch mistake {
    case .range(let option, let value, let from, let to):
      "--\(option) \(value)：应在 \(from) 到 \(to) 之间。"
    case .clusterSize(let count):
      "--servers \(count)：集群有 1 到 \(ServerID.maximum) 台服务器。"
    case .tooFewSeeds(let seed, let count): "--seed \(seed)：从它起没有 \(count) 个种子。"
    case .essentialRule(let name): "--without \(name)：这条规则不能关闭；没有它就不是 Raft 了。"
    case .unknownRule(let name, let guess, let known):
      "--without \(name)：没有这条规则。"
        + (guess.map { "是不是想写 \($0)？" } ?? "可以关闭的有：\(known.joined(separator: "、"))。")
    case .unknownTrouble(let name, let guess, let known):
      "--trouble \(name)：没有这种故障。"
        + (guess.map { "是不是想写 \($0)？" } ?? "可以允许的有：\(known.joined(separator: "、"))。")
    case .noRule(let words): "--grep \"\(words)\"：没有规则包含全部这些词；raftlab rules 打印全部规则。"
    case .act(let text, let misreading): "--act \"\(text)\"：\(self.text(of: misreading))。"
    case .unknownSetting(let text, let guess, let known):
      "--set \"\(text)\"：应当是设置和它的值，如 heartbeat=40ms；"
        + (guess.map { "是不是“\($0)”？" } ?? "可用的有 \(known.joined(separator: "、"))")
    case .setting(let text, let misreading): "--set \"\(text)\"：\(self.text(of: misreading))。"
    case .features(let text, let misreading):
      "--features \"\(text)\"：\(self.text(of: misreading))。"
    case .election(let text, let misreading):
      "--election \"\(text)\"：\(self.text(of: misreading))。"
    case .unknownTheme(let name, let known):
      "没有名为“\(name)”的主题：请选择 \(known.joined(separator: "、"))，或写一个文件名"
    case .file(let trouble): text(of: trouble)
    case .scheme(let error): text(of: error)
    case .settings(let problems):
      problems.map { $0.text(in: .chinese) }.joined(separator: "\n")
    case .cue(let cue): text(of: cue)
    case .key(let word):
      "“\(word)”不是按键：名称与 `raftlab keys` 所列相同，如 space、w 或 shift-left，加 *3 表示连按"
        + "三次。"
    case .exportKey(let key): "--key \(key)：键有 1 到 \(Operation.keyLimit) 个字节。"
    case .bothScriptAndKeys: "脚本与 --keys 不能同时使用：脚本已包含操作。"
    case .clusterOfScript:
      "--servers、--seed、--without、--features、--like 和 --pods 只能与 --keys 同用：脚本自带集群设置。"
    case .besideAttach(let option):
      "--attach 不启动任何成员，--\(option) 无法生效：请去掉其中一个。"
    case .optionOfForm(let option, let form): "--\(option) 只能和 --as \(form) 一起使用。"
    case .unusedKey(let key): "--key \(key)：这次运行里没有客户端读写它。"
    case .actServer(let text, let server, let servers):
      "--act \"\(text)\"：没有 \(server)：集群只有 \(servers) 台服务器。"
    case .neitherScriptNorKeys: "需要一个脚本，或 --keys，二者取一。"
    case .noSuchMoment(let text): "--still \(text)：没有这样的时刻。"
    case .stillInCast: "静态画面是 .svg 或 .txt，不能是 .cast。"
    case .unnamedStills: "输出多个静态画面时必须指定文件名，用于编号。"
    case .unknownForm(let path): "\(path)：文件名应以 .cast、.svg 或 .txt 结尾，或用 --as 指明。"
    case .castVersion: "--cast-version 应是 2 或 3。"
    case .unknownLanguage(let unknown): text(of: unknown)
    case .unshownLanguage(let language):
      "--lang \(language)：当前区域设置的文字不是 UTF-8；可设 LC_ALL=C.UTF-8。"
    case .diagramTooLong(let limit):
      """
      图超过 \(limit) 个字符，Mermaid 默认拒绝绘制（除非调大 maxTextSize）：用 --show 少画一些，\
      如 --show votes milestones。
      """
    case .lastOfClusters(let count):
      "这个脚本先后开始 \(count) 个集群；这是最后一个。用 --cluster 指定另一个。"
    case .exploreGoalAndGoals: "--goal 写一个目标，--goals 写目标文件：两者只能用一个。"
    case .shardWithoutGoals: "--shard 用来拆分一组目标：请用 --goals 指明。"
    case .shardWithoutJSON: "一份结果只有写成 JSON 才能与其他份合并：请加上 --json。"
    case .checkTwoOutputs: "--json 只打印结果：请去掉 --save 和 --open，之后再用 --seed 查看。"
    case .pictureOfParts: "--csv 和 --svg 只用于实验；这些是其他工作的结果。"
    case .noGoals(let path):
      "\(path)：应为含 1 到 10000 个目标的文件，每行一个，如 `S2 leads`；以 # 开头的行会被跳过。"
    case .noTrial(let text, let lines):
      "--trial \(text)：没有这次试验；应写成线的名称加序号，如 \(lines[0]):1；有这些线："
        + "\(lines.joined(separator: "、"))。"
    case .goal(let text, let misreading):
      "--goal \"\(text)\"：第 \(misreading.offset + 1) 个字符处：\(self.text(of: misreading))。"
    case .goalMisfit(let text, let misfit): "--goal \"\(text)\"：\(self.text(of: misfit))。"
    case .exploring(let error): "\(self.text(of: error))。"
    case .exploreClusterOfScript: "--servers 和 --batch：脚本自带集群设置。"
    case .exploreWithoutGoal: "--save 和 --open 需要一条路径：请用 --goal 指定目标。"
    case .exploreTwoOutputs: "--save - 和 --json 都要打印：请给 --save 一个文件名。"
    case .unwrittenLanguage(let language):
      "当前区域设置的文字不是 UTF-8，所以这里用英文；--lang \(language.rawValue) 则一律写 UTF-8。"
    }
  }

  func text(ofParser sentence: String) -> String {
    // On one line, so that it is seen where our words end.
    "无法解析命令行。解析器报告：" + sentence.split(separator: "\n").joined(separator: " ")
  }

  func text(of error: TerminalError) -> String {
    let reason =
      switch error {
      case .notATerminal: "标准输入和标准输出都必须是终端。"
      case .twoTerminals: "标准输入和标准输出必须是同一个终端。"
      case .noType: "无法得知终端的类型：TERM 没有设置。"
      case .unknownType(let type): "终端数据库里没有 TERM=\(type)；可试 TERM=xterm-256color。"
      case .dumbType(let type): "\(type) 类型的终端不能移动光标，而屏幕需要移动光标。"
      case .failed(let type): "无法在 \(type) 类型的终端上打开屏幕。"
      }
    return reason
      + (error == .notATerminal ? "" : "可改用 raftlab --plain 逐行输出。")
      + "没有终端也能用的有 raftlab play --plain、test、check、bench、rules、keys、picture 和 "
      + "--help。"
  }

  func text(of trouble: FileError) -> String {
    let what =
      switch (trouble.isStandard, trouble.isReading) {
      case (true, true): "读取标准输入"
      case (true, false): "写入标准输出"
      case (false, true): "读取 \(trouble.path.harmless)"
      case (false, false): "写入 \(trouble.path.harmless)"
      }
    return "无法\(what)：\(reason(of: trouble))"
      + (trouble.isOccupied ? "；--force 会替换它" : "")
  }

  var unsavedSign: String { "未保存" }
  func opening(percent: Int) -> String { "正在打开：\(percent)%。\(endingKeys)" }
  var endingKeys: String { "按 Esc 或 q 停止。" }
  var repeatingEnded: String { "已停止：会话没有重放到最后。" }
  var scriptEnded: String { "已停止：脚本没有运行到最后。" }

  func reason(of trouble: FileError) -> String {
    let code = trouble.code
    if code == AtomicFile.occupied { return "文件已经存在" }
    let isNowhere = FileError.Cause(code) == .nowhere
    let origin = isNowhere ? "" : trouble.variable.map { "（目录由 \($0) 指定）" } ?? ""
    return reason(ofSystemError: code, variable: trouble.variable) + origin
  }

  private func reason(ofSystemError code: Int32, variable: String?) -> String {
    switch FileError.Cause(code) {
    case .noPlace: "没有这个文件或目录"
    case .noRight: "没有权限"
    case .noSpace: "磁盘空间不足"
    case .tooLarge: "文件太大"
    case .directory: "那是一个目录"
    case .noDirectory: "路径中有一段不是目录"
    case .readOnly: "文件系统只读"
    case .longName: "名称太长"
    case .device: "输入输出错误"
    case .closed: "它已经关闭"
    case .pipe: "那是管道，不是文件"
    case .nowhere: "\(variable ?? "") 和 HOME 都不是以 / 开头的目录路径"
    case nil: "系统错误 \(code)（\(FileError.systemText(of: code))）"
    }
  }
}
