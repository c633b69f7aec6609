/** What an import says, with settings as the page has them, where the command has options. */
export function wordsForThePage(message: string): string {
  return message
    .replaceAll(/import it with --encoding ([\w-]+)/g, 'choose the encoding $1')
    .replace(/say so with --encoding/, 'choose that one and import the file again')
    .replace(
      /; go on with --resume once that is mended/,
      '; what is imported stays, and importing the file again adds no row twice',
    )
    .replace(/ Rename one, or name the columns of a file without header with --columns/, ' Rename one');
}
