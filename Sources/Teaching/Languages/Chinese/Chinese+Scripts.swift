import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension Chinese: ScriptPhrases {
  package func text(of problem: ScriptError.Kind) -> String {
    switch problem {
    case .comment: "提示：从 # 起是注释；加了引号才是文字的一部分"
    case .notYAML(let complaint): "不是 YAML：\(text(of: complaint))"
    case .tooLarge: "脚本最大 \(Script.sizeLimit / 1024) KiB"
    case .version(let found): "版本是 \(quoted(found))；本程序只读版本 \(Script.version)"
    case .unknown(let noun, let found, let known):
      "没有这样的\(name(of: noun)) \(quoted(found))；\(hint(for: found, among: known))"
    case .unfit(let found?, let expected): "写的是 \(quoted(found))，应当是\(text(of: expected))"
    case .unfit(nil, let expected): "应当是\(text(of: expected))"
    case .missing(let key): "缺少键 \(quoted(key))"
    case .twice(let key): "键 \(quoted(key)) 出现了两次"
    case .stray(let key, let step): "\(quoted(step)) 这种步骤里不能有 \(quoted(key))"
    case .twoKinds(let first, let second):
      "\(quoted(first)) 和 \(quoted(second)) 是两个步骤：第二个要另起一个“-”"
    case .tooMany(let noun, let limit): "太多：\(name(of: noun))最多 \(limit) 个"
    case .tooLong(let limit): "太长：最多 \(limit) 个字符"
    case .control(let scalar): "含有 \(scalar.codePoint)，它不是文字，可能扰乱终端"
    case .stimulus(let misreading): text(of: misreading)
    case .noSuchServer(let server, let servers): "没有 \(server)：集群只有 \(servers) 台服务器"
    case .noSuchProgram(let program, []): "没有 \(program)：这个集群没有外部程序（见“election”）"
    case .noSuchProgram(let program, let programs):
      "没有 \(program)：只有 \(programs.map(\.description).joined(separator: "、"))"
    case .nothingAsked: "这里解释答案，但前面没有提问"
    case .neverExplained: "这里提问，但到下一个问题或结尾都没有 explain"
    case .essential(let rule): "规则 \(quoted(rule.id)) 不能关闭"
    case .sameName(let name): "另一条线也叫 \(quoted(name))：用“name”给这条另起一个名称"
    }
  }

  private func name(of noun: Noun) -> String {
    switch noun {
    case .key: "键"
    case .step: "步骤"
    case .act: "操作"
    case .quantity: "事实"
    case .role: "角色"
    case .happening: "事件"
    case .language: "语言"
    case .view: "视图"
    case .pane: "窗格"
    case .field: "字段"
    case .rule: "规则"
    case .feature: "功能"
    case .message: "消息"
    case .side: "分区一侧"
    case .choices: "选项"
    case .problem: "问题"
    case .item: "项目"
    case .server: "服务器"
    }
  }

  private func hint(for found: String, among known: [String]) -> String {
    Spelling.nearest(to: found, among: known).map { "是不是 \(quoted($0))？" }
      ?? "可以是：\(known.joined(separator: ", "))"
  }

  private func text(of expectation: Expectation) -> String {
    switch expectation {
    case .mapping: "带值的键"
    case .list: "列表"
    case .text: "文字，或每种语言一段：{en: …, zh: …}"
    case .scalar: "一行文字"
    case .server: "服务器：S1 至 S\(ServerID.maximum)、leader、follower、candidate、any-of minority"
    case .serverOrNone: "服务器，或 none"
    case .number(let range): " \(range.lowerBound) 至 \(range.upperBound) 的数"
    case .duration: "时间，如 200ms、1.5s、300us，最长 600s"
    case .durationRange: "时间范围，如 150-300ms"
    case .speed: "速度，如 1/40、0.5、2，从 1/1000 至 10"
    case .word(let word): " \(quoted(word))"
    case .oneOf(let words): "其中之一：\(words.joined(separator: ", "))"
    case .end: "到此为止"
    case .closingQuote: "右引号"
    case .comparison: " = 或 !=，因为它们没有大小"
    case .terms: "任期列表，如 [1, 1, 2]"
    case .condition: "事实，如“leader S2”“S3 term 4”"
    case .run: " 200ms、one event、12 events、to 1.5s 或 until …"
    case .keyValue: "最多 8 字节的键，或最多 16 字节的值"
    case .rule: "规则"
    case .nonEmpty: "有内容的：这里是空的"
    case .lessonNumber: "课程编号：1 到 99，或者 R、E、V、A 加编号，如 E3"
    case .stateNotEvent: "成立的事实，如“leader S2”：只有 run 才能等待事件发生"
    case .numberQuantity: "数，如“S1 commit”"
    case .serverQuantity: "服务器，如“leader”“S1 vote”"
    case .numberChoices: "数字，如 0-5"
    case .program: "程序：pod-a、api-1、resource、believer、holder"
    case .programOrNone: " Pod，或 none"
    case .contest: "所要领导的：/leader、/election/，或 kube-scheduler 一类的组件"
    case .etcdKey: "最多 \(Request.keyLimit) 字节的键，如 /leader"
    case .wait: "时间，如 20ms；或从中抽取的范围，如 0-75ms；或“within heartbeat”"
    case .share: "比例，如 0.052 或 5.2%"
    }
  }

  package func text(of failure: ScriptRunError.Kind) -> String {
    switch failure {
    case .unmet(let expected, let actual): "应当 \(expected)，实际是 \(actual)"
    case .nobody(let description): "这里没有 \(quoted(description))"
    case .refused(let stimulus, let refusal):
      "不能执行 \(quoted(stimulus.text))：\(text(of: refusal).text)"
    case .inVain(let condition, let span, let instead):
      "\(ActNumber.text(of: span)) 之内没有等到 \(quoted(condition))"
        + text(of: instead, for: condition)
    case .tooManyEvents(let limit):
      "脚本的全部步骤已有 \(limit) 个事件，到了上限：可用 --max-events 提高"
    case .noOtherCluster: "这里无法启动另一个集群"
    case .noChoice(let value): "没有一个选项是对的：实际是 \(value)"
    }
  }

  private func text(of instead: ScriptRunError.Instead, for condition: String) -> String {
    let facts = instead.unmet.map {
      $0.expected == condition
        ? "：实际是 \($0.actual)" : "；\(quoted($0.expected)) 实际是 \($0.actual)"
    }.joined()
    guard !instead.fired.isEmpty else { return facts }
    let rules = instead.fired.map { fired in
      "\(fired.rule)（\(fired.places.map(\.description).joined(separator: " "))）"
    }
    return "\(facts)；其间触发的规则，最少见的在前：\(rules.joined(separator: "、"))"
  }

  private func quoted(_ text: String) -> String { "`\(text.harmless)`" }

  package func chapter(_ number: Int, _ title: String) -> String { "第 \(number) 章：\(title)" }
  package func newCluster(servers: Int) -> String { "新的集群：\(servers) 台服务器。" }
  package func question(_ text: String) -> String { "问题：\(text)" }
  package func answer(_ text: String) -> String { "答案：\(text)" }
  package var yes: String { "是" }
  package var no: String { "否" }
  package var nobody: String { "没有" }
  package func noSuchScript(_ name: String, suggestion: String?) -> String {
    "找不到名为 \(quoted(name)) 的文件、课程或会话；"
      + (suggestion.map { "是不是 \(quoted($0))？" } ?? "`raftlab lessons` 列出全部课程")
  }
  package func cannotRead(_ file: String) -> String { "无法按 UTF-8 文本读取 \(quoted(file))" }
  package func moreEvents(_ count: Int) -> String { "……还有 \(count) 个事件" }
  package func again(at servers: [ServerID], until time: Time) -> String {
    let list = servers.map(\.description).joined(separator: "、")
    return "\(list) 同样（\(servers.count > 1 ? "至 " : "")\(time.inMilliseconds) ms）。"
  }
  package func choices(_ names: [String]) -> String { "可选：\(names.joined(separator: "、"))" }
  package var theEnd: String { "到此结束。" }
  package func passed(expectations: Int, questions: Int, events: Int) -> String {
    "通过：\(expectations) 项预期，\(questions) 个问题，\(events) 个事件"
  }
  package func summary(files: Int, failed: Int) -> String {
    failed == 0 ? "\(files) 个脚本全部通过" : "\(files) 个脚本中有 \(failed) 个失败"
  }
  package func chapters(_ count: Int) -> String { "\(count) 章" }
  package func title(of part: LessonNumber.Part) -> String {
    switch part {
    case .raft: "Raft"
    case .practice: "实践中的 Raft"
    case .etcd: "etcd"
    case .real: "真实集群"
    case .asking: "提问"
    }
  }
}
