import RaftCore
import Simulation

// What goes beyond Figure 2 is switched on and off.
extension Laboratory {
  /// Switches a feature on, and what it stands on with it; or off.
  mutating func switchFeature(_ feature: Feature) {
    let features = state.features
    guard !features[feature] else { return perform(.setFeature(feature, isOn: false)) }
    let needed = feature.needs.flatMap { features[$0] ? nil : $0 }
    if let needed { perform(.setFeature(needed, isOn: true)) }
    perform(.setFeature(feature, isOn: true))
    if let needed { views.notice = .switchedOnToo(needed, for: feature) }
  }
}
