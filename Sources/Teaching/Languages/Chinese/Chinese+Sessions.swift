import Simulation

extension Chinese: SessionPhrases {
  package func text(of damage: ShareCode.ReadError) -> String {
    switch damage {
    case .noCode: "这不是分享码：分享码以 rl\(Session.version)- 开头。"
    case .version(let version):
      "这个分享码是第 \(version) 版格式；本程序读第 \(Session.version) 版。"
    case .foreign(let character, let place):
      "分享码的第 \(place) 个字符“\(String(character).harmless)”不会出现在分享码中：只有字母、数字、- 和 _。"
    case .tooShort(let bytes, let whole):
      "分享码不完整：只有 \(whole) 字节中的 \(bytes) 字节，或者开头附近有字符被改动。"
    case .tooLong(let bytes): "分享码末尾多出 \(bytes) 字节，或者开头附近有字符被改动。"
    case .checksum: "分享码已损坏：校验和不符，有字符被改动。"
    case .senseless: "分享码描述的运行不可能存在。"
    case .unknown(let word):
      "分享码里的“\(word.harmless)”是本版本不认识的：它出自更新的版本。"
    case .tooLarge: "分享码太长。"
    }
  }
  package func text(of trouble: JournalReading.ReadError) -> String {
    switch trouble {
    case .empty: "文件是空的。"
    case .noJournal: "这不是会话记录文件。"
    case .version(let version):
      "这个会话记录是第 \(version.harmless) 版格式；本程序读第 \(Session.version) 版。"
    case .noHeader: "第一行残缺或损坏：无法得知这次运行。"
    case .unknownSetting(let word):
      "第一行的“\(word.harmless)”是本版本不认识的：它出自更新的版本。"
    }
  }
  package func text(of loss: JournalReading.Loss) -> String {
    switch loss {
    case .tornLine(let line, let bytes):
      "最后一行（第 \(line) 行）没有写完；已略去其中的 \(bytes) 字节。"
    case .damagedLine(let line, let after): "第 \(line) 行损坏；已略去这一行和其后 \(after) 行。"
    case .unknownLine(let line, let word, let after):
      "第 \(line) 行的“\(word.harmless)”是本版本不认识的；已略去这一行和其后 \(after) 行。"
    }
  }
  package func text(of divergence: SessionReplay.Divergence) -> String {
    let place = "分支 \(divergence.branch) 的第 \(divergence.event) 个事件"
    return switch divergence.reason {
    case .otherEvent: "本版本从\(place)起结果不同；此前的事件均已保留。"
    case .otherTime: "在本版本中，\(place)发生的时刻不同；此前的事件均已保留。"
    case .outOfTime:
      "在\(place)之前，load 的写入等待领导者的时间超过 --max-events 允许的上限（\(RunLimit.events) 次写入）；此前的事件均已保留。"
    case .refused(let stimulus, _): "在本版本中，\(place)“\(stimulus.text)”无法执行；此前的事件均已保留。"
    }
  }
  package func text(of reason: Script.LengthError) -> String {
    switch reason {
    case .steps(let count): "写成脚本需要 \(count) 步；脚本最多 \(Script.stepLimit) 步。"
    }
  }
  package func takesTooMany(events: Int, limit: Int) -> String {
    "重放需要 \(events) 个事件，上限是 \(limit)：可用 --max-events 提高。"
  }
  package func repeated(events: Int, acts: Int, branches: Int, proven: Int) -> String {
    "\(events) 个事件，\(acts) 次操作，\(branches) 个分支；\(proven) 个事件与摘要一致。"
  }
  package func listed(milliseconds: Int, events: Int, acts: Int, branches: Int) -> String {
    "\(milliseconds) ms，\(events) 个事件，\(acts) 次操作"
      + (branches == 1 ? "" : "，\(branches) 个分支")
  }
  package func noSession(_ name: String?) -> String {
    name.map { "没有会话“\($0)”：raftlab sessions 列出所有会话。" } ?? "还没有保存任何会话。"
  }
  package func inUse(_ name: String) -> String { "另一个 raftlab 正打开着 \(name)。" }
  package func holdsOneBranch(_ number: Int, of count: Int) -> String {
    "其中只有分支 \(number)，共有 \(count) 个：会话记录和分享码包含全部分支。"
  }
  package func pruned(_ count: Int) -> String { "删除了 \(count) 个会话。" }
  package var code: String { "分享码" }
  package var repeating: String { "重放中" }
}
