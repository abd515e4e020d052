/** What the file says about itself: in the information dictionary, and the same in its metadata (XMP). */
import { rfc3339 } from '../../text/format.ts'
import type { ReportDocument } from '../block.ts'
import type { PdfFile } from './file.ts'

/** The claim of PDF/UA-1, and the description of its property that PDF/A wants of every schema it does not know (ISO 19005-3 section 6.6.2.3). */
const UNIVERSAL_ACCESS = `
        <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
                    <pdfaProperty:name>part</pdfaProperty:name>
                    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                    <pdfaProperty:category>internal</pdfaProperty:category>
                    <pdfaProperty:description>Part of ISO 14289 that this file follows</pdfaProperty:description>
                </rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        `

/** What the catalog and the information dictionary have, for `new PdfFile`. */
export function information({ language, title, subject, at }: ReportDocument): PDFKit.PDFDocumentOptions {
  const plain = (text: string) => text.replace(/[<>&]/g, ' ')
  const date = new Date(at * 1000)
  return {
    lang: language,
    displayTitle: true,
    info: {
      Title: plain(title),
      Subject: plain(subject),
      Creator: 'pkiscope',
      Producer: 'pkiscope (pdfkit)',
      CreationDate: date,
      ModDate: date,
    },
  }
}

/** What pdfkit leaves out of the metadata. */
export function describe(file: PdfFile, { at }: ReportDocument): void {
  file.appendXML(UNIVERSAL_ACCESS)
  // What the information dictionary says the metadata must say too (ISO 19005-3 section 6.6.3).
  file.appendXML(
    `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:ModifyDate>${rfc3339(at)}</xmp:ModifyDate></rdf:Description>`,
  )
}
