import Minwal
import MinwalRecipe

/// Takes batches through the chain in a child process, and continues with a new one when that dies.
///
/// It blocks while the child works, and so needs a thread of its own: see ``BlockingExecutor``.
struct IsolatedWorker<Product: DivisibleProduct>: BatchWorker {
  private let assignment: ByteBuffer
  private let recipe: Recipe
  private var child: ChildProcess?
  private var documents: DocumentReader
  private let readerNames: [String]
  private var document = Document()
  private var request = BinaryWriter()
  /// Deaths in a row of documents that were not begun, but for want of memory.
  private var unexplained = 0
  /// So many do not come of documents.
  private static var mostUnexplained: Int { 16 }

  /// Creates a worker; its child is started with the first batch.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - assignment: The child's setup.
  init(_ recipe: Recipe, _ assignment: WorkerSetup) {
    MessageMemory.keep()
    self.recipe = recipe
    var writer = BinaryWriter()
    writer.write(assignment)
    self.assignment = writer.buffer
    documents = DocumentReader(recipe)
    readerNames = ReaderTable(recipe.readers).all.map(\.spec.name)
  }

  mutating func run(_ batch: borrowing RawBatch) -> Product {
    var product = Product(of: batch, recipe)
    var recovery = Recovery(count: batch.count)
    var documentsGoAlone = false
    while let step = recovery.next, product.failure == nil {
      do {
        switch step {
        case .send(let part):
          var part = part.count == batch.count ? copy batch : batch.part(part)
          part.documentsGoAlone = documentsGoAlone
          product.append(try ask(part, for: product))
        case .lose(let index, let cause):
          product.lose(lost(batch.part(index..<(index + 1)), cause), recipe)
        }
        recovery.done()
      } catch let death as WorkerExit {
        child = nil
        if death.kind == .interrupted {
          product.failure = StageError.interrupted
          break
        }
        // The recorder cannot tell which of several documents it was: it will, when they come one by one.
        if death.entry.together > 1, !documentsGoAlone {
          documentsGoAlone = true
        } else if isHopeless(death)
          || !recovery.died(
            of: death.entry.document, death.cause, isCertain: death.isCertain, hadDocuments: death.hadDocuments)
        {
          product.failure = Failure(
            reason: "a child process ended before it had a document: \(death.cause.error.message)")
        }
      } catch let error as StageError where error.endsRun {
        product.failure = error
      } catch {
        product.failure = Failure(reason: "\(error)")
      }
    }
    return product
  }

  /// Whether children die so often, without having begun a document, that it cannot be the documents.
  private mutating func isHopeless(_ death: WorkerExit) -> Bool {
    guard death.hadDocuments, death.entry.document == nil, death.cause.error.code != .outOfMemory else {
      return false
    }
    unexplained += 1
    return unexplained >= Self.mostUnexplained
  }

  /// Sends documents to the child and waits for what comes of them.
  private mutating func ask(_ batch: borrowing RawBatch, for whole: Product) throws -> Product {
    let child = try self.child ?? start()
    self.child = child
    request.clear()
    request.write(copy batch)
    let answer: ByteBuffer
    do {
      answer = try child.ask(
        request.buffer, limits: recipe.limits, waitsForOthers: recipe.steps.contains(where: \.takesBatches))
    } catch {
      var death = error
      death.hadDocuments = true
      throw death
    }
    var reader = BinaryReader(answer)
    guard let product = try? reader.read(Product.self), reader.remaining == 0,
      product.isPart(of: whole, documents: batch.count)
    else { throw child.invalidReply() }
    unexplained = 0
    return product
  }

  /// Starts a child and gives it its assignment.
  private mutating func start() throws -> ChildProcess {
    let child = try ChildProcess(FrameIdentity(recipe))
    var reader = BinaryReader(try child.ask(assignment))
    if let problem = try reader.read(StageError?.self) {
      if problem.endsRun { throw problem }
      throw Failure(reason: problem.message)
    }
    if let limit = recipe.limits?.memory, let memory = child.memory, memory > limit {
      throw Failure(
        reason: "the stages need \(memory.bytes / 1_000_000) MB before they have a document, and the recipe's limit is "
          + limit.optionDescription)
    }
    return child
  }

  /// What there is to know about a document without its child.
  private mutating func lost(_ batch: borrowing RawBatch, _ cause: Recovery.Cause) -> UnprocessedDocument {
    // One record, as `part` has cut it.
    let record = batch.records[0]
    var identity = (id: batch.id(of: record), place: batch.place(of: record))
    let file = batch.files[record.file]
    let reader = readerNames.indices.contains(file.reader) ? readerNames[file.reader] : ""
    var input: ByteBuffer? = ByteBuffer()
    var replacements = 0
    if cause.stage == nil {
      // It must not be read again, as far as that can be avoided: reading is what it died of.
      input = batch.onlyBytes
    } else {
      documents.forEach(in: batch, &document) { document, arrival, bytes in
        identity = (document.id, arrival.place)
        if arrival.hasInput { input?.append(bytes) } else { input = nil }
        replacements = arrival.replacements
      }
    }
    let stage = cause.stage.map { recipe.steps.indices.contains($0) ? recipe.steps[$0].name : "?" }
    return UnprocessedDocument(
      stage: cause.stage, replacements: replacements,
      document: QuarantinedDocument(
        id: identity.id, index: batch.firstIndex, place: identity.place, input: input, reader: reader,
        preamble: file.preamble, isUTF8: file.isUTF8, stage: stage, error: cause.error)
    )
  }

  /// Why no child can do the work.
  struct Failure: Error, CustomStringConvertible {
    var reason: String
    var description: String { "cannot run the stages in a process of their own: \(reason)" }
  }
}
