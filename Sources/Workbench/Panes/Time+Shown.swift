import Simulation

extension Time {
  /// Seconds with four decimals: `1.2840`.
  var seconds: String {
    let tenths = self / 100
    return String(tenths / 10_000) + "." + String(10_000 + tenths % 10_000).dropFirst()
  }

  /// Milliseconds, with a decimal below ten.
  var milliseconds: String {
    self < 9950 ? "\((self + 50) / 1000).\((self + 50) / 100 % 10)" : "\((self + 500) / 1000)"
  }
}
