package import Minwal

/// Figures as people read them.
package enum Figures {
  /// `1,234,567`.
  package static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (number < 0 ? "-" : "") + result
  }

  /// `1 document`, `1,234 documents`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A number with so many decimals.
  package static func decimal(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "-" }
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = Int((abs(value) * power).rounded())
    let whole = count(scaled / Int(power))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if decimals == 0 { return sign + whole }
    let fraction = String(scaled % Int(power))
    return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// `4.9 MB`, with decimal units.
  package static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1000: "\(count) B"
    case ..<1_000_000: "\(decimal(Double(count) / 1e3, 1)) kB"
    case ..<1_000_000_000: "\(decimal(Double(count) / 1e6, 1)) MB"
    default: "\(decimal(Double(count) / 1e9, 2)) GB"
    }
  }

  /// `12 ms`, `3.4 s`, `2:05 min`, `1:02:03 h`.
  package static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.0995: return "\(decimal(seconds * 1000, 1)) ms"
    case ..<60: return "\(decimal(seconds, 1)) s"
    default:
      let whole = Int(seconds)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) min" }
      return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60)) h"
    }
  }

  /// A time that is estimated: whole seconds, at least one.
  package static func estimate(_ seconds: Double) -> String {
    seconds < 59.5 ? "\(max(1, Int(seconds.rounded()))) s" : duration(seconds)
  }

  /// `text`, filled up with spaces at its end or start.
  package static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    return right ? fill + text : text + fill
  }

  /// Text that can be printed already, filled up.
  package static func pad(_ text: PrintableText, _ width: Int, right: Bool = false) -> PrintableText {
    let fill = PrintableText(String(repeating: " ", count: max(0, width - text.count)))
    return right ? fill + text : text + fill
  }
}
