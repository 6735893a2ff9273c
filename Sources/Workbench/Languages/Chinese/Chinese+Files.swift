import Teaching

extension Chinese: FileComplaints {
  package func text(of error: SchemeError) -> String {
    let place = error.place
    let key = error.key.map { "\($0) " } ?? ""
    return "\(place)：\(key)\(text(of: error.problem))"
  }

  private func text(of problem: SchemeError.Problem) -> String {
    let range = Scheme.contrasts
    return switch problem {
    case .notYAML(let complaint): "不是 YAML：\(text(of: complaint))"
    case .twice: "在这里出现了两次"
    case .tooLarge(let bytes): "有 \(bytes) 字节；配色文件最多 \(Scheme.sizeLimit) 字节"
    case .noName: "文件名中没有可见的名称：请改名，如 my-theme.yaml"
    case .noScheme: "不是配色文件：应当写 palette:，下面是各种颜色"
    case .noLines: "下面应当有“名称: 值”这样的行"
    case .otherSystem(let name): "不支持“\(name)”：raftlab 读 base16 和 base24"
    case .noPalette: "缺失：它的下面应是 base00 至 base0F"
    case .repeated(let line): "已经写在第 \(line) 行"
    case .lacks(let names): "缺少 \(names.joined(separator: "、"))：base00 至 base0F 都要有"
    case .noColor: "应当是一种颜色，如 7fb4ff"
    case .noValue: "没有值；以 # 开头的值要加引号：\"#7fb4ff\""
    case .notAColor(let text): "“\(text)”不是颜色：请写六位十六进制数，如 7fb4ff"
    case .mixture(true): "用的是终端自己的颜色，而 base00 不是：终端颜色只能全用或全不用"
    case .mixture(false): "用的不是终端自己的颜色，而 base00 是：终端颜色只能全用或全不用"
    case .contrast: "应当是 \(range.lowerBound) 至 \(range.upperBound) 的数"
    case .termList: "应当是 2 至 16 个颜色位的列表，如 [base0D, base09]"
    case .unknownStyle(let name, let known):
      "没有“\(name)”，可以是：\(known.joined(separator: "、"))"
    case .unknownWord(let word):
      "“\(word)”在这里没有意义：请写颜色位和属性，如 base0A bold、base00 on base0B、reverse"
    }
  }

  package func text(of problem: PreferencesError.Kind) -> String {
    switch problem {
    case .tooLarge: "超过 \(Preferences.sizeLimit) 字节"
    case .notYAML(let complaint): "不是 YAML：\(text(of: complaint))"
    case .twice(let key): "\(key) 在这里出现了两次"
    case .noSettings: "应当有“theme: light”这样的行"
    case .unknownSetting(let name):
      "没有设置“\(name)”，可以是：\(Preferences.names.joined(separator: "、"))"
    case .unknownLanguage(let unknown): "language：\(text(of: unknown))"
    case .noTheme: "theme 应当是主题的名称或一个文件"
    case .unknownTheme(let name, let known):
      "没有名为“\(name)”的主题：请选择 \(known.joined(separator: "、"))，或写一个文件名"
    case .motion: "motion 应当是 full 或 reduced"
    case .ascii: "ascii 应当是 true 或 false"
    case .symbols: "symbols 应当是 full、narrow 或 ascii"
    case .braille: "braille 应当是 true 或 false"
    case .largePrint: "large-print 应当是 true 或 false"
    case .noKeys: "keys 的下面应当有“step: space”这样的行"
    case .unknownCommand(let name): "没有名为“\(name)”的命令；raftlab config 列出全部命令"
    case .digitsOnly(let name): "\(name) 只能用数字键"
    case .wayOut(let name): "\(name) 必须保留一个键，否则无法退出"
    case .unknownKey(let key, let name):
      "\(name)：没有名为“\(key)”的键；名称如 w、W、space、ctrl-w、f5、page-up"
    case .neverSent(let key, let name):
      "\(name)：终端不会发送 \(key)；ctrl 只能与 space 或 h i j m z 以外的字母同用"
    case .noKey(let name):
      "\(name) 应当是一个键或一列键，如 [space, ctrl-f]；[] 表示不给它键"
    case .typed(let key, let name): "\(name)：\(key) 在那里是输入的文字，不能另作他用"
    case .conflict(let key, let first, let second):
      "按键 \(key) 冲突：同时用于 \(first) 和 \(second)，请改其中一个"
    }
  }

  package func text(of cue: RecordedStep.SyntaxError) -> String {
    cue.isTooMany
      ? "按键超过 \(RecordedStep.limit) 个"
      : "“\(cue.word.harmless)”不是按键、等待或章节：按键的名称与 `raftlab keys` 所列相同，如 space、w 或 "
        + "shift-left，加 *3 表示连按三次；等待如 2s 或 400ms，章节如 mark:Its_title。"
  }
}
