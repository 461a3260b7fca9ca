Attribute VB_Name = "AddinSheets"
Option Explicit
Option Private Module

' What stands in the sheets of the add-in: its settings, and every text in each language, because VBA holds only code
' page 1252. Only ThisWorkbook is asked, which is the add-in itself, never the workbook that is open.
Private texts As Variant
Private settings As Variant
Private spoken As String

' The log alone is each user's own: a file that is built once for many computers must not name the builder's folder.
Public Function Setting(ByVal name As String) As String
    If IsEmpty(settings) Then settings = ThisWorkbook.Worksheets("Settings").UsedRange.Value2
    Setting = Found(settings, name, 2)
    If name = "log" Then Setting = Replace(Setting, "%LOCALAPPDATA%", Environ$("LOCALAPPDATA"))
End Function

Public Function Said(ByVal name As String) As String
    If IsEmpty(texts) Then texts = ThisWorkbook.Worksheets("Texts").UsedRange.Value2
    Said = Found(texts, name, IIf(Language() = "zh", 3, 2))
End Function

' The names stand in order, so halving finds one of hundreds in a few steps.
Private Function Found(ByRef rows As Variant, ByVal name As String, ByVal column As Long) As String
    Dim low As Long, high As Long, middle As Long, order As Long
    low = LBound(rows, 1)
    high = UBound(rows, 1)
    Do While low <= high
        middle = (low + high) \ 2
        order = StrComp(name, CStr(rows(middle, 1)), vbBinaryCompare)
        If order = 0 Then
            Found = CStr(rows(middle, column))
            Exit Function
        ElseIf order < 0 Then
            high = middle - 1
        Else
            low = middle + 1
        End If
    Loop
End Function

' Excel's own language: 4 is Chinese of any country in the lower ten bits of a language's number. Where Excel does not
' tell its languages, as it may on macOS, its country does: 86 is China.
Public Function Language() As String
    Dim host As Object, number As Long
    If spoken = "" Then
        Set host = Application
        On Error Resume Next
        number = host.LanguageSettings.LanguageID(2)
        If number = 0 Then number = IIf(host.International(1) = 86, 4, 9)
        spoken = IIf((number And &H3FF) = 4, "zh", "en")
    End If
    Language = spoken
End Function
