/**
 * Pages to PDF: tagged, PDF/A-3a and PDF/UA-1 declared, the JSON of the audit attached, and the same bytes for the same input.
 */
import type { ReportDocument } from './block.ts'
import { type Fonts, loadFonts, needsChinese } from './fonts/index.ts'
import { layout } from './layout.ts'
import { sizeOf } from './pages.ts'
import { attach, type Attachment } from './pdf/attachment.ts'
import { PdfFile } from './pdf/file.ts'
import { describe, information } from './pdf/metadata.ts'
import { Painter } from './pdf/painter.ts'
import { Structure } from './pdf/structure.ts'
import { type Metrics, Typesetter } from './typeset.ts'

/** In: the document and its data. Out: the bytes of the PDF. */
export async function renderPdf(document: ReportDocument, attachment: Attachment): Promise<Uint8Array<ArrayBuffer>> {
  const fonts = await loadFonts(document.language.startsWith('zh') || needsChinese(document))
  const file = new PdfFile({
    autoFirstPage: false,
    bufferPages: false,
    // The default face would be loaded from a file the browser build does not have.
    font: null as unknown as string,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    ...information(document),
  } as PDFKit.PDFDocumentOptions)
  describe(file, document)
  // pdfkit takes what can lay out text for a font, and opens no file then.
  for (const [face, font] of Object.entries(fonts)) file.registerFont(face, font as unknown as Buffer)
  const type = new Typesetter(metricsOf(fonts))
  const { pages, entries } = layout(document, type)
  const structure = new Structure(file)
  const painter = new Painter(file, type, structure)
  const outline: PDFKit.PDFOutline[] = []
  pages.forEach((page, index) => {
    const { width, height } = sizeOf(page.landscape)
    file.addPage({ size: [width, height], margin: 0 })
    file.inner.page.dictionary.data['Tabs'] = 'S'
    for (const { name, y } of page.anchors) file.addNamedDestination(name, 'XYZ', 0, y, null as unknown as number)
    for (const entry of entries) {
      if (entry.page !== index + 1) continue
      const parent = entry.level === 1 ? file.outline : outline.at(-1)
      const item = (parent ?? file.outline).addItem(entry.text, { expanded: false, top: entry.y } as { expanded: boolean })
      if (entry.level === 1) outline.push(item)
    }
    painter.begin()
    for (const fragment of page.fragments) painter.fragment(fragment)
    if (index > 0) painter.footer(document.footer, document.page(index + 1, pages.length), width, height)
  })
  structure.end()
  attach(file, attachment, document.at)
  file.end()
  return file.bytes()
}

function metricsOf(fonts: Fonts): Metrics {
  return {
    advance: (face, codePoint) => {
      const font = fonts[face]
      const glyph = font?.glyphForCodePoint(codePoint)
      return font && glyph ? glyph.advanceWidth / font.unitsPerEm : null
    },
  }
}
