import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import YAML

extension Chinese: ReadingPhrases {
  package func text(of misreading: ActTextError) -> String {
    let expected = text(of: misreading.expected)
    return misreading.found.map { "写的是 `\($0.harmless)`，应当是\(expected)" }
      ?? "这一行没有写完，应当是\(expected)"
  }

  private func text(of expectation: ActTextError.Expectation) -> String {
    switch expectation {
    case .closingQuote: "右引号"
    case .end: "到此为止"
    case .moment: "以微秒计的时刻，如 @1284000"
    case .happening(let known): "操作：\(known.joined(separator: ", "))"
    case .word(let word): " `\(word)`"
    case .oneOf(let words): "其中之一：\(words.joined(separator: ", "))"
    case .verb(let second, let verb): " `\(second)`，如 `\(verb)`"
    case .assignment: " = 和值，如 `write x=3`"
    case .arrow: " > 和接收的服务器，如 `S1 > S2`"
    case .server: "服务器，S1 至 S\(ServerID.maximum)"
    case .serverOrAll: "服务器，S1 至 S\(ServerID.maximum)，或 `all`"
    case .party: "服务器（如 S1）或程序（如 pod-a、api-1）"
    case .comparison(let names):
      "键、点和其中之一：\(names.joined(separator: ", "))，如 `/leader.create`"
    case .component: "最多三个组件名，如 kube-scheduler"
    case .scale: " 0.01 至 10 的倍数"
    case .onlyAsItIs(let rule): "别的规则：\(rule.id) 不能改变"
    case .nothingKept(let program): "到此为止：\(program) 没有磁盘，不会留下写入"
    case .client: "客户端，C1 至 C\(Clients.limit)"
    case .joiningOrLeaving: "加入或离开的服务器，每台一次，例如 `+S4 -S1`"
    case .freeServer: "还没有分到任何一侧的服务器"
    case .otherServer: "另一台服务器：一条链路连着两台"
    case .key: " 1 至 \(Operation.keyLimit) 字节的键，有空格时加引号"
    case .value: "最多 \(Operation.valueLimit) 字节的值，空值写作 \"\""
    case .flight: "消息的编号，如 #12"
    case .writeCount: "写入的个数"
    case .clockRate: "时钟速率，0.1 至 10"
    case .quality(let names): "链路的性质：\(names.joined(separator: ", "))"
    case .latency: "延迟，如 12ms、10-15ms 或 250-800us"
    case .rate: " 0% 至 100% 的比率，最多一位小数"
    case .feature: "功能的名称"
    case .needed(let needed, let feature):
      "还要有 `\(needed.id)`：\(feature.id) 需要它"
    case .clockBound:
      "时钟速率之比的上限，"
        + "\(Numbers.decimal(Settings.clockBounds.lowerBound, scale: 1000)) 至 "
        + "\(Numbers.decimal(Settings.clockBounds.upperBound, scale: 1000))"
    case .rule: "规则的名称"
    case .onOrOff: " `on` 或 `off`"
    case .onlyOn(let rule): " `on`：规则 \(rule.id) 不能关闭"
    case .seed: "随机种子，最多 64 位的整数"
    case .number(let range): " \(range.lowerBound) 至 \(range.upperBound) 的整数"
    case .span(let range):
      "时长，如 200ms、1.5s 或 300us，"
        + "\(ActNumber.text(of: range.lowerBound)) 至 \(ActNumber.text(of: range.upperBound))"
    case .spans(let range):
      "时长的范围，如 150-300ms，"
        + "\(ActNumber.text(of: range.lowerBound)) 至 \(ActNumber.text(of: range.upperBound))"
    }
  }

  package func text(of complaint: YAMLComplaint) -> String {
    switch complaint {
    case .noToken: "值不能以这个字符开头；请给文字加引号"
    case .noColon: "键后面缺少“:”"
    case .noEntryHere: "这里不能有列表项"
    case .noKeyHere: "这里不能有键"
    case .noValueHere: "一行里有第二个“:”；请给文字加引号"
    case .noIndicatorHere: "文字还没结束就开始了新的文档"
    case .endsEarly: "文字还没结束，文件就结束了；缺少引号"
    case .tab: "缩进里有制表符；请用空格"
    case .badEscape: "\\ 后面的转义不认识"
    case .badNumber: "\\ 后面缺少十六进制数"
    case .badCodePoint: "转义写的不是字符"
    case .noContent: "缺少值"
    case .noDash: "列表项缺少“-”，或缩进不一致"
    case .noKey: "缺少键，或缩进不一致"
    case .noCommaInList: "缺少“,”或“]”；以 [ 开头的文字要加引号"
    case .noCommaInMapping: "缺少“,”或“}”；以 { 开头的文字要加引号"
    case .controlCharacter(let scalar): "\(scalar.codePoint) 不是文字字符；请删除"
    case .noUTF8(let byte): "字节 \(byte.inHexadecimal) 不是 UTF-8；请把文件存为 UTF-8"
    case .noDocument: "文档结束之后还有内容"
    case .secondDocument: "第二个文档从这里开始；一个文件只放一个，请删除这一行"
    case .tooDeep: "括号嵌套太深"
    case .alias: "不支持别名：请在这里直接写出内容"
    case .indicator(let sign): "以 \(sign) 开头的文字在 YAML 里另有含义；请给文字加引号"
    case .fullWidthColon: "全角冒号不起分隔作用；请用“:”加空格"
    case .oddBlank(let scalar): "\(scalar.codePoint) 看起来是空格，YAML 却不识别；请用普通空格缩进"
    case .lineBreak(let scalar): "\(scalar.codePoint) 在 YAML 中算换行，编辑器却不识别；请删除"
    case .other(let words): "YAML 解析器报告：\(words.harmless)"
    }
  }

  package func text(of unknown: LanguageError) -> String {
    let choices = Language.allCases.map { "\($0.rawValue)（\($0.ownName)）" }
    return "没有语言 `\(unknown.value.harmless)`：请选择 \(choices.joined(separator: "或 "))"
  }
}
