/** Why a text is no expression; a person reads it. Never leaves this module. */
export class SyntaxFault extends Error {}
