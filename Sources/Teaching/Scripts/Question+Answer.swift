import RaftCore
import Simulation

extension Question {
  /// Which choice is right in a cluster now, counted from 0.
  ///
  /// - Throws: a failure when none is.
  package func answer(in cluster: ClusterState) throws(ScriptRunError.Kind) -> Int {
    switch choices {
    case .servers(let quantity):
      guard case .server(let server) = try quantity.value(in: cluster) else {
        throw .noChoice(value: "")
      }
      return server.map { $0.number - 1 } ?? cluster.servers.count
    case .yesOrNo(let condition):
      // Whether something came true that nobody ever asked for is no question.
      if let stranger = condition.neverAsked(in: cluster) { throw .noChoice(value: stranger) }
      return condition.holds(in: cluster) ? 0 : 1
    case .numbers(let range, let quantity):
      let value = try quantity.value(in: cluster)
      guard case .number(let number) = value, range.contains(number) else {
        throw .noChoice(value: value.text)
      }
      return number - range.lowerBound
    case .list(let list):
      guard let place = list.firstIndex(where: { $0.condition.holds(in: cluster) }) else {
        throw .noChoice(value: list.map { "not (\($0.condition.text))" }.joined(separator: ", "))
      }
      return place
    }
  }

  /// The choices in a language, in the order of their places.
  package func choices(in language: Language, servers: Int) -> [String] {
    let phrases = language.scriptPhrases
    return switch choices {
    case .servers: (1...servers).map { ServerID($0).description } + [phrases.nobody]
    case .yesOrNo: [phrases.yes, phrases.no]
    case .numbers(let range, _): range.map(String.init)
    case .list(let list): list.map { $0.text[language] }
    }
  }

  /// The character that is typed for a choice: a server's number, `y` or `n`, the number itself, or
  /// the place in the list from 1; `0` for no server.
  package func key(ofChoice place: Int, servers: Int) -> Character {
    switch choices {
    case .servers: place < servers ? Character("\(place + 1)") : "0"
    case .yesOrNo: place == 0 ? "y" : "n"
    case .numbers(let range, _): Character("\((range.lowerBound + place) % 10)")
    case .list: Character("\(place + 1)")
    }
  }
}
