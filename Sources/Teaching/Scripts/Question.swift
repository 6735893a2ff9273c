/// A prediction that a script asks for, and how its answer is found.
package struct Question: Hashable, Sendable {
  package var text: ScriptText
  package var choices: Choices

  package init(_ text: ScriptText, choices: Choices) {
    self.text = text
    self.choices = choices
  }

  /// What can be chosen, and what decides which of it was right.
  package enum Choices: Hashable, Sendable {
    /// Every server, and `none`: the value of a quantity that is a server.
    case servers(Quantity)
    /// Whether something holds.
    case yesOrNo(Condition)
    /// Numbers in a row: the value of a quantity that is a number.
    case numbers(ClosedRange<Int>, Quantity)
    /// Texts, of which the first one is right whose condition holds.
    case list([Choice])
  }

  package struct Choice: Hashable, Sendable {
    package var text: ScriptText
    package var condition: Condition

    package init(_ text: ScriptText, when condition: Condition) {
      self.text = text
      self.condition = condition
    }
  }

  /// How many choices there are in a cluster of so many servers.
  package func count(servers: Int) -> Int {
    switch choices {
    case .servers: servers + 1
    case .yesOrNo: 2
    case .numbers(let range, _): range.count
    case .list(let list): list.count
    }
  }
}
