import ClientPrograms

/// The tokens of the work that a fencing resource takes never decrease, for each contest: after work of
/// a later leader none of an earlier one is taken.
///
/// Claimed for as long as the resource looks at tokens at all.
struct FencingTokens: Sendable {
  private var highest: [(contest: String, token: Token)] = []

  /// The resource has taken work.
  mutating func accepted(_ work: Work, isFenced: Bool) -> Finding? {
    let place = highest.firstIndex { $0.contest == work.contest }
    guard isFenced, let token = work.token else {
      if !isFenced, let place { highest.remove(at: place) }
      return nil
    }
    guard let place else {
      highest.append((work.contest, token))
      return nil
    }
    let before = highest[place].token
    highest[place].token = max(before, token)
    guard token < before else { return nil }
    return Finding(
      property: .fencingTokens, servers: [],
      detail: .tokenDecreased(contest: work.contest, of: work.sender, token, after: before))
  }
}
