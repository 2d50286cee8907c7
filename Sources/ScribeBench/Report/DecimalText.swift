/// Numbers in text, the same in every locale.
enum DecimalText {
  /// More than anything that is measured: a larger number, which only a made-up report has, is shown as
  /// this, so that it fits an integer with its digits.
  private static let largest = 1e15

  /// With exactly so many digits behind the point, and a comma before each three in front of it.
  static func fixed(_ number: Double, digits: Int) -> String {
    let power = powerOfTen(digits)
    let scaled = Int((min(max(number, -largest), largest) * power).rounded())
    let whole = grouped(scaled / Int(power))
    guard digits > 0 else { return whole }
    return whole + "." + String(String(Int(power) + scaled % Int(power)).dropFirst())
  }

  /// As JSON has it, with up to so many digits behind the point.
  static func shortest(_ number: Double, digits: Int) -> String {
    let power = powerOfTen(digits)
    return "\((number * power).rounded() / power)"
  }

  /// A time, to three digits, in the unit that suits it.
  static func time(_ seconds: Double) -> String {
    for (unit, name) in [(1, "s"), (1e-3, "ms"), (1e-6, "µs")] where seconds >= unit * 0.9995 {
      return threeDigits(seconds / unit) + " \(name)"
    }
    return threeDigits(seconds / 1e-9) + " ns"
  }

  /// To three digits, or as many as there are in front of the point.
  static func threeDigits(_ number: Double) -> String {
    fixed(number, digits: number < 9.995 ? 2 : number < 99.95 ? 1 : 0)
  }

  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    guard digits.count > 3 else { return digits }
    return grouped(number / 1000) + "," + digits.suffix(3)
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
