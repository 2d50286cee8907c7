import Foundation
import Testing

@testable import ScribeBench

@Suite("A bench report")
struct BenchReportTests {
  static let machine = Machine(
    cpu: "A \"fast\" one", coreCount: 2, system: "Linux 1", swift: "6.3", build: .release)

  static let report = BenchReport(
    machine,
    [
      Measurement(
        title: "decode it", peer: "Foundation decodes it", byteCount: 1_000_000,
        secondsPerRun: 0.000_4, peakByteCount: 0),
      Measurement(
        title: "Foundation decodes it", byteCount: 1_000_000, secondsPerRun: 0.002,
        peakByteCount: 2_949_120),
      Measurement(
        title: "decide", itemCount: 10_000, secondsPerRun: 0.003_123_456_789_012_3),
      Measurement(
        title: "replay it", peer: "not measured", byteCount: 150_000_000, itemCount: 600,
        secondsPerRun: 1.25),
    ])

  @Test("has the ratio of a workload to its peer, where both were measured")
  func ratios() throws {
    let ratio = try #require(Self.report.ratioToPeer(of: "decode it"))
    #expect(abs(ratio - 5) < 1e-9)
    for title in ["Foundation decodes it", "decide", "replay it", "nothing"] {
      #expect(Self.report.ratioToPeer(of: title) == nil)
    }
  }

  @Test("is a table for people")
  func text() throws {
    try expect(lines(Self.report.lines()), toMatch: "report.txt")
    let base = BenchReport(
      Self.machine,
      [
        Measurement(
          title: "decode it", peer: "Foundation decodes it", secondsPerRun: 0.000_000_2),
        Measurement(title: "Foundation decodes it", secondsPerRun: 0.000_002),
        Measurement(title: "gone", secondsPerRun: 1),
      ])
    let comparison = try #require(
      BenchComparison(Self.report, with: base, marginPercent: 30, gatingTime: true))
    try expect(lines(Self.report.lines(comparison, with: base)), toMatch: "report-with-base.txt")
    try expect(Self.report.json(comparison) + "\n", toMatch: "report-with-base.json")
  }

  @Test("is JSON for machines, which it can be made of again")
  func json() throws {
    let json = Self.report.json()
    try expect(json + "\n", toMatch: "report.json")
    let read = try BenchReport(json: Array(json.utf8))
    #expect(read.json() == json)
    #expect(read.machine == Self.machine)
    #expect(read.measurements.map(\.title) == Self.report.measurements.map(\.title))
    #expect(try FoundationObject(Array(json.utf8)).list("results")?.count == 4)
  }

  @Test(
    "says why it cannot be read",
    arguments: [
      ("", "no JSON text at byte 0"), ("[]", "not what bench --format json prints"),
      (#"{"kind":"poll"}"#, "not what bench --format json prints"),
      (#"{"kind":"bench","version":2}"#, "not version 1: a newer scribe-replay may read it"),
      (#"{"kind":"bench","version":1,"results":[]}"#, "a report without machine or results"),
      (
        #"{"kind":"bench","version":1,"machine":{"build":"fast"},"results":[]}"#,
        "a report without machine or results"
      ),
      (
        #"{"kind":"bench","version":1,"machine":{"build":"release"}}"#,
        "a report without machine or results"
      ), (result(#"{"title":"x"}"#), "result 1 has no title or no time"),
      (result(#"{"title":"x","seconds_per_run":0}"#), "result 1 has no title or no time"),
      (result(#"{"title":"x","seconds_per_run":1e999}"#), "result 1 has no title or no time"),
      (result(#"{"title":"x","seconds_per_run":1e300}"#), "result 1 has no title or no time"),
      (result(#"{"title":"x","seconds_per_run":1},7"#), "result 2 has no title or no time"),
    ])
  func badReports(_ json: String, _ reason: String) {
    #expect(throws: BenchReportError(reason: reason)) { try BenchReport(json: Array(json.utf8)) }
  }

  @Test("is read without what it need not have, and with what nobody knows")
  func lenience() throws {
    let json = Self.result(#"{"title":"x","seconds_per_run":2e-06,"new":[1]}"#)
    let report = try BenchReport(json: Array(json.utf8))
    #expect(report.measurements == [Measurement(title: "x", secondsPerRun: 2e-6)])
    #expect(report.machine.build == .release && report.machine.cpu == "")
  }

  private static func result(_ results: String) -> String {
    #"{"kind":"bench","version":1,"machine":{"build":"release"},"results":[\#(results)]}"#
  }

  private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}

@Suite("This machine")
struct MachineTests {
  @Test("has a name, cores and a system, and tests are a debug build unless optimised")
  func current() {
    let machine = Machine.current
    #expect(!machine.cpu.isEmpty && !machine.system.isEmpty && machine.swift.hasPrefix("6."))
    #expect(machine.coreCount == ProcessInfo.processInfo.activeProcessorCount)
    #expect(machine.isSame(as: .current))
    #if DEBUG
      #expect(machine.build == .debug)
    #else
      #expect(machine.build == .release)
    #endif
  }
}

@Suite("A number in text")
struct DecimalTextTests {
  @Test("has a unit that suits it, and three digits")
  func times() {
    let times = [
      1.5e-10: "0.15 ns", 1e-9: "1.00 ns", 9.994e-9: "9.99 ns", 9.996e-9: "10.0 ns",
      99.96e-9: "100 ns", 999.4e-9: "999 ns", 999.6e-9: "1.00 µs", 0.001: "1.00 ms",
      0.0123: "12.3 ms", 1: "1.00 s", 12_345: "12,345 s",
    ]
    for (seconds, text) in times { #expect(DecimalText.time(seconds) == text) }
  }

  @Test("has a comma before each three digits, and as many decimals as asked for")
  func decimals() {
    #expect(DecimalText.fixed(0, digits: 0) == "0")
    #expect(DecimalText.fixed(999.6, digits: 0) == "1,000")
    #expect(DecimalText.fixed(1_002_003.04, digits: 1) == "1,002,003.0")
    #expect(DecimalText.fixed(0.06, digits: 1) == "0.1")
    #expect(DecimalText.fixed(1e300, digits: 2) == "1,000,000,000,000,000.00")
    #expect(DecimalText.fixed(.infinity, digits: 0) == "1,000,000,000,000,000")
    #expect(DecimalText.shortest(1.0 / 3, digits: 4) == "0.3333")
    #expect(DecimalText.shortest(0.000_002, digits: 12) == "2e-06")
  }
}
