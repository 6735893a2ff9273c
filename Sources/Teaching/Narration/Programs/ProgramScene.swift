import ClientPrograms

/// Where a program's rules fired: what a narrator may look at beside the firing itself.
///
/// Only the program's name is necessary. With the effects sentences are fuller: by which token a
/// leader begins, what an API server answers.
package struct ProgramScene: Sendable {
  /// The program that the rules fired at.
  package var program: ProgramID
  /// The effects of all the firings, in order.
  package var effects: [ProgramEffect]

  package init(at program: ProgramID, effects: [ProgramEffect] = []) {
    self.program = program
    self.effects = effects
  }

  /// What a firing asked for; empty when the effects are not known.
  func effects(of firing: ProgramFiring) -> ArraySlice<ProgramEffect> {
    firing.effects.upperBound <= effects.count ? effects[firing.effects] : []
  }

  /// By which token a firing lets the program lead, if it does and that is known.
  func token(of firing: ProgramFiring) -> Token? {
    for effect in effects(of: firing) {
      if case .beginBelieving(let token) = effect { return token }
    }
    return nil
  }

  /// What a firing asks, if it does and that is known.
  func call(of firing: ProgramFiring) -> ProgramCall? {
    for effect in effects(of: firing) {
      if case .call(_, let call, _) = effect { return call }
    }
    return nil
  }

  /// What a firing asks an API server for, if it does and that is known.
  func request(of firing: ProgramFiring) -> APIRequest? {
    if case .api(let request) = call(of: firing) { request } else { nil }
  }

  /// What a firing of an API server answers, if that is known.
  func answer(of firing: ProgramFiring) -> APIAnswer? {
    for effect in effects(of: firing) {
      if case .answer(_, .api(let answer)) = effect { return answer }
    }
    return nil
  }
}
