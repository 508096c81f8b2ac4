import Minwal
import Testing

@testable import MinwalRecipe

@Suite struct CoreSchemaTests {
  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", .string("nULL")),
      ("true", .bool(true)), ("True", .bool(true)), ("TRUE", .bool(true)), ("tRUE", .string("tRUE")),
      ("false", .bool(false)), ("False", .bool(false)), ("FALSE", .bool(false)),
      ("yes", .string("yes")), ("no", .string("no")), ("on", .string("on")), ("off", .string("off")),
      ("y", .string("y")),
      ("0", .int(0)), ("-0", .int(0)), ("+1", .int(1)), ("-19", .int(-19)), ("012", .int(12)), ("0o17", .int(15)),
      ("0x1F", .int(31)), ("0xff", .int(255)), ("0o8", .string("0o8")), ("0xG", .string("0xG")), ("0x", .string("0x")),
      ("0o", .string("0o")), ("0x-1", .string("0x-1")), ("0o+1", .string("0o+1")), ("-0x1", .string("-0x1")),
      ("0b1", .string("0b1")), ("0O17", .string("0O17")), ("0X1F", .string("0X1F")), ("1_000", .string("1_000")),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("123456789012345678901234567890", .double(0x1.8EE90FF6C373Ep96)),
      ("1e3", .double(1000)), ("1E3", .double(1000)), ("1.5e-2", .double(0.015)), ("1e+3", .double(1000)),
      (".5", .double(0.5)), ("5.", .double(5)), ("-.5", .double(-0.5)), ("+5.e1", .double(50)), ("0.", .double(0)),
      (".inf", .double(.infinity)), (".Inf", .double(.infinity)), ("-.INF", .double(-.infinity)),
      ("+.inf", .double(.infinity)), (".iNF", .string(".iNF")), ("inf", .string("inf")), ("nan", .string("nan")),
      ("-.nan", .string("-.nan")), ("1e", .string("1e")), ("1e+", .string("1e+")), (".", .string(".")),
      ("..", .string("..")), ("+", .string("+")), ("-", .string("-")), ("e3", .string("e3")), (".e3", .string(".e3")),
      ("1.2.3", .string("1.2.3")), ("2024-01-31", .string("2024-01-31")), ("12:30", .string("12:30")),
      ("1 2", .string("1 2")), ("١٢", .string("١٢")), ("1a", .string("1a")), ("--1", .string("--1")),
      ("=", .string("=")),
    ] as [(String, ConfigNode.Kind)])
  func resolves(_ scalar: String, _ expected: ConfigNode.Kind) { #expect(CoreSchema.resolve(scalar) == expected) }

  @Test(arguments: [".nan", ".NaN", ".NAN"]) func notANumber(_ scalar: String) throws {
    guard case .double(let value) = CoreSchema.resolve(scalar) else {
      Issue.record("\(scalar) is not a number")
      return
    }
    #expect(value.isNaN)
  }
}
