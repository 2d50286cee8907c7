import ScribeSession

extension Duration {
  /// A pause for people: `+0.604 s`, `+2 m 05 s`, `+3 h 00 m`.
  var pauseText: String { (self < .zero ? "-" : "+") + spanText }

  /// A span for people, without its sign.
  var spanText: String {
    let milliseconds = microseconds.magnitude / 1000
    let seconds = milliseconds / 1000
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    switch seconds {
    case 0..<100: return "\(seconds).\(fraction) s"
    case 100..<6000: return "\(seconds / 60) m \(String(100 + seconds % 60).dropFirst()) s"
    default: return "\(seconds / 3600) h \(String(100 + seconds / 60 % 60).dropFirst()) m"
    }
  }
}
