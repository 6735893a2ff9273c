import RaftCore
import Simulation

// A log that does not grow for ever (§7).

// The rules.
extension Chinese {
  package var takeSnapshot: RuleText {
    RuleText(
      "生成快照",
      """
      快照（Snapshot）：每台服务器各自把状态机（State Machine）写入磁盘，并记下最后应用的条目的索引和任期，\
      用来代替到此为止的日志。
      """)
  }

  package var discardLog: RuleText {
    RuleText(
      "丢弃快照已包含的日志",
      """
      快照（Snapshot）落盘之后，服务器丢弃它所包含的全部条目和上一份快照，日志从其后的条目开始。
      """)
  }

  package var sendSnapshot: RuleText {
    RuleText(
      "向落后的跟随者发送快照",
      """
      跟随者（Follower）需要的下一个条目已被丢弃时，领导者（Leader）改为发送自己的快照\
      （InstallSnapshot）；这里一次发完。
      """)
  }

  package var ignoreOlderSnapshot: RuleText {
    RuleText(
      "快照不覆盖更新的状态",
      """
      快照（Snapshot）包含的条目都已应用时，跟随者（Follower）不安装它：这条消息延迟或重复了。
      """,
      without: "延迟的快照会让状态机倒退，并删除其后的日志：跟随者承诺保存的条目就丢失了。")
  }

  package var keepMatchingSuffix: RuleText {
    RuleText(
      "保留快照之后的日志",
      """
      跟随者（Follower）的日志中有快照的最后一个条目（索引和任期都相同）时，保留其后的条目。
      """,
      without: "快照会删除跟随者已向领导者确认保存的条目，而这些条目可能已经提交。")
  }

  package var installSnapshot: RuleText {
    RuleText(
      "安装领导者的快照",
      """
      跟随者（Follower）保存快照，丢弃日志，用快照的内容重置状态机，并响应：到此为止的条目都已保存。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func takesSnapshot(
    _ server: ServerID, _ last: LogPosition, of count: Int, every interval: Int
  ) -> Phrase {
    let since: Phrase = count == last.index ? "至今" : "上一份快照之后"
    let limit: Phrase = interval == 0 ? "" : "，已达到 \(count: interval) 个"
    return """
      \(server) \(strong: "生成快照")，最后一个条目是\(at(last))：\
      \(since)应用了 \(count: count) 个条目\(limit)。
      """
  }

  package func discards(
    _ server: ServerID, entries: ClosedRange<LogIndex>, startsAfter last: LogPosition
  ) -> Phrase {
    let older: Phrase = entries.lowerBound == 1 ? "" : " 和上一份快照"
    return """
      \(server) 的快照已落盘，\(strong: "丢弃")\(self.entries(entries))\(older)：\
      日志从\(at(last))之后开始。
      """
  }

  package func sendsSnapshot(
    _ server: ServerID, to follower: ServerID, nextIndex: LogIndex, first: LogIndex,
    _ last: LogPosition
  ) -> Phrase {
    """
    \(server) 向 \(follower) \(strong: "发送快照")，到\(at(last))为止：\
    \(follower) 需要条目 \(index: nextIndex)，而日志从 \(index: first) 开始。
    """
  }

  package func ignoresOlderSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "不安装") \(leader) 的快照：快照到条目 \(index: last.index) 为止，\
    而 \(server) 已应用到 \(index: lastApplied)。
    """
  }

  package func keepsSuffix(
    _ server: ServerID, entries: ClosedRange<LogIndex>, after last: LogPosition
  ) -> Phrase {
    """
    \(server) 的日志中有快照的最后一个条目\(at(last))，因此\(strong: "保留")\(self.entries(entries))。
    """
  }

  package func installsSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "安装") \(leader) 的快照，最后一个条目是\(at(last))：\
    状态机原先应用到 \(index: lastApplied)，现用快照重置。
    """
  }

  package func isToTakeSnapshot(_ server: ServerID) -> Phrase {
    "让 \(server) \(strong: "生成快照")。"
  }

  package func storedSnapshot(_ server: ServerID, through last: LogIndex) -> Phrase {
    """
    到条目 \(index: last) 为止的快照已\(strong: "写入") \(server) \(strong: "的磁盘")：\
    等待落盘的响应现在发出。
    """
  }
}
