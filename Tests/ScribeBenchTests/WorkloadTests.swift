import Foundation
import Testing

@testable import ScribeBench

@Suite("A workload")
struct WorkloadTests {
  /// Titles are what results are compared by: one that changes is a new workload.
  @Test("keeps its title")
  func titles() throws {
    try expect(Workload.all.map { "\($0.title)\n" }.joined(), toMatch: "titles.txt")
    #expect(Set(Workload.all.map(\.title)).count == Workload.all.count)
  }

  @Test("has a peer that has none, or none")
  func peers() {
    for workload in Workload.all {
      guard let peer = workload.peer else { continue }
      let found = Workload.all.filter { $0.title == peer }
      #expect(found.count == 1 && found[0].peer == nil, "\(workload.title)")
      #expect(found.first?.isLarge == workload.isLarge)
    }
    #expect(Workload.all.allSatisfy { $0.kind != .decode || $0.peer != nil })
  }

  @Test("does the same at each run, with as many bytes as its title says")
  func runs() {
    let sizes: [String: Double] = ["1 KB": 1_000, "60 KB": 60_000, "1 MB": 1_000_000]
    for workload in Workload.all where workload.isOfOneBody {
      // One language is enough of what takes long without optimisation.
      if workload.title.contains("1 MB"), !workload.title.contains("English") { continue }
      let work = workload.prepared()
      let result = work.run()
      #expect(result > 0 && result == work.run(), "\(workload.title)")
      guard let size = sizes.first(where: { workload.title.contains(" \($0.key) ") })?.value
      else {
        #expect(workload.kind == .transition && work.byteCount == 0 && work.itemCount == 9_900)
        continue
      }
      #expect((0.99...1.03).contains(Double(work.byteCount) / size), "\(workload.title)")
      #expect(work.itemCount == (workload.kind == .incremental ? 1 : 0))
    }
  }

  @Test("stores each poll anew at each run, and so does its peer")
  func storing() {
    let workloads = Workload.storing.filter { !$0.isLarge }
    #expect(workloads.count == 5)
    for workload in workloads {
      let work = workload.prepared()
      for _ in 0..<2 {
        work.reset?()
        #expect(work.run() == 500, "\(workload.title)")
      }
    }
  }

  @Test("makes the same transcript as its peer")
  func transcripts() {
    let makers = Workload.all.filter { $0.title.hasSuffix("make the transcript a String") }
    #expect(makers.count == 22)
    for workload in makers where !workload.isLarge {
      let peer = Workload.all.first { $0.title == workload.peer }?.prepared()
      let work = workload.prepared()
      #expect(peer?.run() == work.run() && peer?.byteCount == work.byteCount)
    }
  }

  @Test("of many polls takes each of them, beside the one before or from scratch")
  func replays() {
    let folding = Workload.folding.map { $0.prepared() }
    #expect(folding.allSatisfy { $0.itemCount == 1_000 })
    #expect(folding[0].run() == folding[1].run())
    #expect(folding[0].run() > 1_000)

    let log = Array(LogRecipe(pollCount: 50).lines.joined())
    let replays = [true, false].map {
      PreparedWorkload.replaying(log, pollCount: 50, isBeside: $0)
    }
    #expect(replays.allSatisfy { $0.byteCount == log.count && $0.itemCount == 50 })
    #expect(replays[0].run() == replays[1].run())
    #expect(replays[0].run() > 50)
    #expect(FoundationPeer(lines: log).runLines() > 50 * 100)
  }
}

@Suite("Groups of workloads")
struct WorkloadGroupTests {
  private func titles(_ text: String = "", large: Bool = true) -> [[String]] {
    Workload.groups(of: Workload.all, titled: text, leavingOutLarge: !large)
      .map { $0.map(\.title) }
  }

  @Test("are of those that are compared with one another, each once")
  func all() {
    #expect(titles().joined().sorted() == Workload.all.map(\.title).sorted())
    let groups = Workload.groups(of: Workload.all)
    for group in groups {
      let roots = Set(group.map { $0.peer ?? $0.title })
      #expect(roots.count == 1)
      #expect(roots.isSubset(of: group.map(\.title)))
    }
  }

  @Test("bring the peer of what is wanted along")
  func wanted() {
    #expect(
      titles("decode a 1 KB Tamil body and") == [
        [
          "decode a 1 KB Tamil body and make the transcript a String",
          "Foundation decodes a 1 KB Tamil body",
        ]
      ])
    #expect(titles("Foundation decodes a 1 KB Tamil") == [["Foundation decodes a 1 KB Tamil body"]])
    #expect(titles("no such thing") == [])
  }

  @Test("have nothing large where that is not wanted")
  func small() {
    #expect(!titles(large: false).joined().contains { $0.contains("16 MB") || $0.contains("600") })
    #expect(titles("16 MB English", large: false) == [])
    #expect(titles("16 MB English").first?.count == 3)
  }
}

@Suite("Workloads of a recording")
struct RecordedInputTests {
  @Test("read, replay and decode it, and name nothing of it")
  func all() throws {
    let input = try RecordedInput(Array(LogRecipe(pollCount: 5).lines.joined()), name: "x")
    #expect(input.pollCount == 5 && input.sessionPollCount == 5 && input.tornLine == nil)
    #expect(
      input.workloads.map(\.title) == [
        "read the recording", "replay the recording",
        "replay the recording, each poll from scratch", "decode its largest body",
        "decode its largest body and make the transcript a String",
        "Foundation decodes its largest body",
      ])
    for workload in input.workloads { #expect(workload.prepared().run() > 0) }
  }

  @Test("are left out where it has nothing for them")
  func less() throws {
    func titles(_ body: String) throws -> [String] {
      let poll = #"{"received_at":"2026-06-06T09:00:00Z","method":"GET","url":"/v1/sessions/x","#
      let log = poll + #""status":202,"body":\#(body)}"# + "\n"
      return try RecordedInput(Array(log.utf8), name: "x").workloads.map(\.title)
    }
    #expect(try titles(#""{}""#).count == 6)
    // Foundation wants a string there, or none.
    let withoutPeer = try titles(#""{\"transcript\":7}""#)
    #expect(withoutPeer.count == 5 && !withoutPeer.joined().contains("Foundation"))
    #expect(try titles(#""<html>""#).count == 3)
    #expect(throws: (any Error).self) { try titles("]") }
  }

  @Test("leave out a last line that is cut off, and tell")
  func tornLine() throws {
    let lines = LogRecipe(pollCount: 2).lines.joined()
    let input = try RecordedInput(Array(lines) + Array("{\"rec".utf8), name: "x")
    #expect(input.tornLine == 4 && input.pollCount == 2)
  }
}

extension Workload {
  fileprivate var isOfOneBody: Bool {
    !isLarge && kind != .replay && kind != .storing && !title.contains("lines and bodies")
  }
}
