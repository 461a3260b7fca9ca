Attribute VB_Name = "PythonServer"
Option Explicit
Option Private Module

' Python runs beside Excel and is reached through the library of xlwings. Which Python, and where that library lies,
' stands in this add-in's own sheet, written by "arrears install". Nothing is taken from an open workbook, from its
' folder, from the current folder or from PYTHONPATH, and nothing that a workbook is named reaches a command line.
Private Declare PtrSafe Function LoadLibraryEx Lib "kernel32" Alias "LoadLibraryExW" ( _
    ByVal path As LongPtr, ByVal unused As LongPtr, ByVal flags As Long) As LongPtr
Private Declare PtrSafe Function Activate64 Lib "xlwings64-@XLWINGS@.dll" Alias "XLPyDLLActivateAuto" ( _
    ByRef answer As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
Private Declare PtrSafe Function Activate32 Lib "xlwings32-@XLWINGS@.dll" Alias "XLPyDLLActivateAuto" ( _
    ByRef answer As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long

' Looks for a library's own libraries beside it and in System32 only, never in the current folder.
Private Const BESIDE_OR_SYSTEM As Long = &H900

' The server object is kept: looking it up anew costs a cell more than computing it.
Private kept As Object

' After a start that failed, cells do not try again for a while: thousands of them would each wait for it.
Private Const WAIT_SECONDS As Long = 30
Private failedAt As Date

Public Function Server() As Object
    If kept Is Nothing Then
        If Abs(Now - failedAt) * 86400 < WAIT_SECONDS Then
            Err.Raise vbObjectError + 515, "Arrears", Said("addin.function-failed")
        End If
        failedAt = Now
        Set kept = Started()
        failedAt = 0
    End If
    Set Server = kept
End Function

Public Sub Forget()
    Set kept = Nothing
    failedAt = 0
End Sub

' Whether the server that is kept still answers.
Public Function IsThere() As Boolean
    On Error Resume Next
    If Not kept Is Nothing Then IsThere = kept.Bool(True)
End Function

' Whether an error says that the process is gone: the server is not there, was ended or hung up.
Public Function IsGone(ByVal number As Long) As Boolean
    Select Case number
        Case 462, &H800706BA, &H800706BE, &H80010007, &H80010012, &H80010108, &H80010114
            IsGone = True
    End Select
End Function

' -E and -P: neither PYTHONPATH nor the current folder may bring code in; nor may the folder Python is started in.
Public Function CommandLine(ByVal interpreter As String) As String
    CommandLine = """" & interpreter & """ -E -P -c ""import os,sys;os.chdir(sys.prefix);" & _
        "import xlwings;xlwings.serve('$(CLSID)')"""
End Function

Private Function Started() As Object
    Dim answer As Variant, failed As Long, interpreter As String, library As String
    interpreter = Setting("interpreter")
    library = Setting("library" & IIf(Is64Bit(), "64", "32"))
    If library = "" Then Err.Raise vbObjectError + 513, "Arrears", Said("addin.no-library")
    If LoadLibraryEx(StrPtr(library), 0, BESIDE_OR_SYSTEM) = 0 Then
        Err.Raise vbObjectError + 513, "Arrears", Said("addin.no-library")
    End If
    If Is64Bit() Then
        failed = Activate64(answer, CommandLine(interpreter), 1)
    Else
        failed = Activate32(answer, CommandLine(interpreter), 1)
    End If
    If failed <> 0 Then Err.Raise vbObjectError + 514, "Arrears", CStr(answer)
    Set Started = answer
End Function

Private Function Is64Bit() As Boolean
    Dim pointer As LongPtr
    Is64Bit = LenB(pointer) = 8
End Function
